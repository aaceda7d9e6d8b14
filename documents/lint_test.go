package documents

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// codes gives the distinct codes of rs, in order.
func codes(rs []Remark) []string {
	var out []string
	for _, r := range rs {
		if !slices.Contains(out, r.Code) {
			out = append(out, r.Code)
		}
	}
	slices.Sort(out)
	return out
}

func read(t testing.TB, name string) Paper {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return Read(b)
}

const seedCodes = "L01 L03 L04 L05 L06 L10 L15 L16 L17 L18 L21 L22 L25 L27 L28 L30 L31 L32 L34 L35 L37 L39 L42 L46"

func TestSeedAloneGivesExactlyTheRemarksOfTheSecretary(t *testing.T) {
	t.Parallel()
	n := read(t, "seed/nota.md")
	if got := strings.Join(codes(Lint([]Paper{n}, Circumstances{})), " "); got != seedCodes {
		t.Errorf("got  %s\nwant %s", got, seedCodes)
	}
	got := codes(Lint([]Paper{n}, Circumstances{Sent: Date{2026, 4, 22}}))
	if want := strings.Replace(seedCodes, "L01", "L01 L02", 1); strings.Join(got, " ") != want {
		t.Errorf("sent on its own date: %v", got)
	}
}

func TestSeedWithItsLetterAndJenVLosesL04L05L25(t *testing.T) {
	t.Parallel()
	set := []Paper{read(t, "seed/nota.md"), read(t, "seed/kamerbrief.md")}
	rs := Lint(set, Circumstances{Stations: []Seat{{"bewindspersoon", "jenv"}}})
	want := strings.NewReplacer("L04 ", "", "L05 ", "", "L25 ", "").Replace(seedCodes)
	if got := strings.Join(codes(rs), " "); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, r := range rs {
		if r.Paper == 1 {
			t.Errorf("the letter itself is clean, but: %s %s", r.Code, r.Text)
		}
	}
}

// TestRepairsChangeOnlyTheirSpans makes every repair of every paper and looks
// whether the remark is gone and nothing outside the edits has moved.
func TestRepairsChangeOnlyTheirSpansAndHelp(t *testing.T) {
	t.Parallel()
	for name, src := range papers(t) {
		p := Read(src)
		rs := Lint([]Paper{p}, Circumstances{})
		for _, r := range rs {
			if r.Repair == nil || r.RepairIn != r.Paper {
				continue
			}
			q := r.Repair.Apply(p)
			old, now := string(p.Bytes()), string(q.Bytes())
			at := 0
			for _, e := range r.Repair.Edits {
				keep := old[at:e.Start]
				if !strings.HasPrefix(now, keep) || !strings.HasPrefix(now[len(keep):], e.New) {
					t.Fatalf("%s %s: changed more than its span", name, r.Code)
				}
				now, at = now[len(keep)+len(e.New):], e.End
			}
			if now != old[at:] {
				t.Fatalf("%s %s: changed what follows", name, r.Code)
			}
			count := func(rs []Remark) int {
				n := 0
				for _, x := range rs {
					if x.Code == r.Code {
						n++
					}
				}
				return n
			}
			if after := count(Lint([]Paper{q}, Circumstances{})); after >= count(rs) {
				t.Errorf("%s: after ‘%s’ there are still %d remarks %s", name, r.Repair.Text, after, r.Code)
			}
			if a, b := sectionKeys(p), sectionKeys(q); a != b {
				t.Errorf("%s %s: repair changed the sections: %s, was %s", name, r.Code, b, a)
			}
		}
	}
}

func sectionKeys(p Paper) string {
	var out []string
	for _, s := range p.Sections() {
		out = append(out, string(s.Key))
	}
	return strings.Join(out, " ")
}

// TestRemarksAreWrittenInCodePoints holds `paraaf parse` to contract.md: offsets
// count Unicode code points, not bytes.
func TestRemarksAreWrittenInCodePoints(t *testing.T) {
	t.Parallel()
	p, rs := Parse(seed(t))
	line, err := p.JSON(rs)
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Remarks []struct {
			Code       string
			Start, End int
		}
	}
	if err := json.Unmarshal(line, &out); err != nil {
		t.Fatal(err)
	}
	text := []rune(string(p.Bytes()))
	for i, r := range out.Remarks {
		if got := string(text[r.Start:r.End]); got != p.Text(rs[i].Span) {
			t.Errorf("%s: code points %d-%d are %q, want %q", r.Code, r.Start, r.End, got, p.Text(rs[i].Span))
		}
	}
	if len(out.Remarks) != len(rs) || len(rs) == 0 {
		t.Errorf("%d remarks written of %d", len(out.Remarks), len(rs))
	}
	if strings.ContainsAny(string(line), "\n") || strings.Contains(string(line), `\u003c`) {
		t.Error("not one line, or escaped for HTML")
	}
}

// TestPapersMayBeReadByManyAtOnce is for the race detector: the running text of
// a paper is read once, whoever asks first.
func TestPapersMayBeReadByManyAtOnce(t *testing.T) {
	t.Parallel()
	p := read(t, "seed/nota.md")
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if got := len(codes(Lint([]Paper{p}, Circumstances{}))); got != 24 {
				t.Errorf("%d codes", got)
			}
			Diff(p, p.Set(FieldOnderwerp, "Anders"))
		})
	}
	wg.Wait()
}
