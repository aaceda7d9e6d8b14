package redact

// foldRune gives the Latin letters, lower case and without accents, that r is
// compared by: "é" and "É" as "e", "ß" as "ss", "ł" as "l". NFD does not fold
// ı, ł, ø and đ, so the table is our own. It gives "" for what is no letter
// of the Latin script.
func foldRune(r rune) string {
	switch {
	case r < 0x80:
		switch {
		case 'a' <= r && r <= 'z':
			return string(alphabet[r-'a'])
		case 'A' <= r && r <= 'Z':
			return string(alphabet[r-'A'])
		}
		return ""
	case r < 0x250:
		if i := int(r - 0x80); i < len(foldLow) {
			return foldLow[i]
		}
		return ""
	case 0x1E00 <= r && r < 0x1F00:
		return foldViet[r-0x1E00]
	}
	return foldOther[r]
}

var alphabet = [26]string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s", "t", "u", "v", "w", "x", "y", "z"}

// foldLow covers U+0080 to U+024F, foldViet U+1E00 to U+1EFF: filled once
// from foldGroups, whose letters stand in the order of the code charts.
var (
	foldLow  [0x250 - 0x80]string
	foldViet [0x100]string
)

// foldOther holds what lies elsewhere: schwa, apostrophe-like letters and the
// Cyrillic and Greek letters that cannot be told from Latin ones by eye. A
// name written with one of them must not slip past the lists.
var foldOther = map[rune]string{
	'ə': "e", 'ɛ': "e", 'ʼ': "",
	'а': "a", 'А': "a", 'е': "e", 'Е': "e", 'о': "o", 'О': "o", 'р': "p", 'Р': "p", 'с': "c", 'С': "c",
	'у': "y", 'У': "y", 'х': "x", 'Х': "x", 'і': "i", 'І': "i", 'ј': "j", 'Ј': "j", 'ѕ': "s", 'Ѕ': "s",
	'В': "b", 'К': "k", 'М': "m", 'Н': "h", 'Т': "t", 'к': "k", 'ԁ': "d", 'ɡ': "g", 'ԛ': "q", 'ԝ': "w",
	'Α': "a", 'Β': "b", 'Ε': "e", 'Ζ': "z", 'Η': "h", 'Ι': "i", 'Κ': "k", 'Μ': "m", 'Ν': "n", 'Ο': "o",
	'Ρ': "p", 'Τ': "t", 'Υ': "y", 'Χ': "x", 'ο': "o", 'ν': "v", 'ι': "i", 'α': "a", 'ρ': "p",
}

var foldGroups = [...]struct{ to, from string }{
	{"a", "ÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎǞǟǠǡǺǻȀȁȂȃȦȧḀḁẚẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ"},
	{"ae", "ÆæǢǣǼǽ"}, {"b", "ḂḃḄḅḆḇƀƁƂƃ"}, {"c", "ÇçĆćĈĉĊċČčḈḉƇƈ"},
	{"d", "ÐðĎďĐđḊḋḌḍḎḏḐḑḒḓƉƊƋƌ"},
	{"e", "ÈÉÊËèéêëĒēĔĕĖėĘęĚěȄȅȆȇȨȩḔḕḖḗḘḙḚḛḜḝẸẹẺẻẼẽẾếỀềỂểỄễỆệƎǝƏ"},
	{"f", "ḞḟƑƒ"}, {"g", "ĜĝĞğĠġĢģǤǥǦǧǴǵḠḡƓ"}, {"h", "ĤĥĦħȞȟḢḣḤḥḦḧḨḩḪḫẖ"},
	{"i", "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐȈȉȊȋḬḭḮḯỈỉỊịƗ"}, {"ij", "Ĳĳ"}, {"j", "Ĵĵǰ"},
	{"k", "ĶķĸǨǩḰḱḲḳḴḵƘƙ"}, {"l", "ĹĺĻļĽľĿŀŁłḶḷḸḹḺḻḼḽƚ"}, {"m", "ḾḿṀṁṂṃ"},
	{"n", "ÑñŃńŅņŇňŉŊŋǸǹṄṅṆṇṈṉṊṋƝƞ"},
	{"o", "ÒÓÔÕÖØòóôõöøŌōŎŏŐőǑǒǪǫǬǭǾǿȌȍȎȏȪȫȬȭȮȯȰȱṌṍṎṏṐṑṒṓỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợƠơ"},
	{"oe", "Œœ"}, {"p", "ṔṕṖṗƤƥ"}, {"r", "ŔŕŖŗŘřȐȑȒȓṘṙṚṛṜṝṞṟ"},
	{"s", "ŚśŜŝŞşŠšȘșṠṡṢṣṤṥṦṧṨṩſ"}, {"ss", "ßẞ"}, {"t", "ŢţŤťŦŧȚțṪṫṬṭṮṯṰṱẗ"}, {"th", "Þþ"},
	{"u", "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųǓǔǕǖǗǘǙǚǛǜȔȕȖȗṲṳṴṵṶṷṸṹṺṻỤụỦủỨứỪừỬửỮữỰựƯư"},
	{"v", "ṼṽṾṿ"}, {"w", "ŴŵẀẁẂẃẄẅẆẇẈẉẘ"}, {"x", "ẊẋẌẍ"},
	{"y", "ÝýÿŶŷŸȲȳẎẏẙỲỳỴỵỶỷỸỹ"}, {"z", "ŹźŻżŽžẐẑẒẓẔẕƵƶ"},
}

func init() {
	for _, g := range foldGroups {
		for _, r := range g.from {
			if r < 0x250 {
				foldLow[r-0x80] = g.to
			} else {
				foldViet[r-0x1E00] = g.to
			}
		}
	}
}
