package annex

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"

	"paraaf/documents"
)

// The bounds of a picture in a paper.
const (
	// MaxPicture is the size in bytes of a file that is taken in as a picture.
	MaxPicture = 16 << 20

	maxPicturePixels = 24 << 20 // of what is decoded: a photograph of a telephone
	maxPictureSide   = 2000     // of what is kept, in pixels: the width of a page at 240 to the inch
)

// PaperPicture gives a PNG or JPEG as it goes into a paper: made anew from its pixels, upright
// and at most 2000 pixels wide and high, so that nothing of what a camera or program wrote
// beside them (place, time, owner, thumbnail) and nothing that was appended stays. It says
// what the file is by its content. Anything else is *documents.Unreadable.
func PaperPicture(data []byte) ([]byte, error) {
	form, err := Sniff(data)
	if err != nil || form != PNG && form != JPEG {
		return nil, &documents.Unreadable{Text: "Dit bestand is geen afbeelding die in een stuk past. Kies een PNG of JPEG."}
	}
	if len(data) > MaxPicture {
		return nil, &documents.Unreadable{Text: "Deze afbeelding is groter dan 16 MB. Maak haar kleiner en voeg haar opnieuw toe."}
	}
	cfg, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || cfg.Width < 1 || cfg.Height < 1 {
		return nil, &documents.Unreadable{Text: "Deze afbeelding is beschadigd. Bewaar haar opnieuw en voeg haar dan toe."}
	}
	if cfg.Width > maxPicturePixels/cfg.Height {
		return nil, &documents.Unreadable{Text: "Deze afbeelding heeft meer dan 24 miljoen beeldpunten. Maak haar kleiner en voeg haar opnieuw toe."}
	}
	img, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, &documents.Unreadable{Text: "Deze afbeelding is beschadigd. Bewaar haar opnieuw en voeg haar dan toe."}
	}
	kept := upright(smaller(img), data)
	var out bytes.Buffer
	if form == JPEG {
		err = jpeg.Encode(&out, kept, &jpeg.Options{Quality: 88})
	} else {
		err = png.Encode(&out, kept)
	}
	if err != nil {
		return nil, &documents.Unreadable{Text: "Deze afbeelding kan niet worden bewaard. Kies een ander bestand."}
	}
	return out.Bytes(), nil
}

// smaller draws a picture on white, by a whole factor smaller when it is too large.
func smaller(img image.Image) *image.RGBA {
	b := img.Bounds()
	factor := (max(b.Dx(), b.Dy()) + maxPictureSide - 1) / maxPictureSide
	w, h := max(b.Dx()/factor, 1), max(b.Dy()/factor, 1)
	out := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			var sum [3]uint32
			n := uint32(0)
			for dy := 0; dy < factor && y*factor+dy < b.Dy(); dy++ {
				for dx := 0; dx < factor && x*factor+dx < b.Dx(); dx++ {
					r, g, bl, a := img.At(b.Min.X+x*factor+dx, b.Min.Y+y*factor+dy).RGBA()
					white := 0xffff - a
					sum[0], sum[1], sum[2] = sum[0]+(r+white)>>8, sum[1]+(g+white)>>8, sum[2]+(bl+white)>>8
					n++
				}
			}
			out.SetRGBA(x, y, color.RGBA{uint8(sum[0] / n), uint8(sum[1] / n), uint8(sum[2] / n), 0xff})
		}
	}
	return out
}
