package redact

import (
	"paraaf/documents"
)

// This file finds what is written in digits. A number is judged by its shape,
// by its check digits and by the words before it; the same nine digits are a
// BSN in one line and an invoice in the next.

// digitsAt reads from b[i] a number of want digits, with at most one separator
// of seps between two digits (or ", " like pairs when two is set), and gives
// the digits and the end. It gives end 0 when there are fewer digits, or when
// more follow.
func digitsAt(b []byte, i, want int, seps string) ([]byte, int) {
	var d [40]byte
	n, j := 0, i
	for j < len(b) && n < want {
		c := b[j]
		if isDigit(c) {
			d[n] = c
			n++
			j++
			continue
		}
		if n == 0 || !isSep(c, seps) {
			return nil, 0
		}
		j++
		if j < len(b) && !isDigit(b[j]) {
			return nil, 0
		}
	}
	if n < want || j < len(b) && isDigit(b[j]) {
		return nil, 0
	}
	return d[:n:n], j
}

func isSep(c byte, seps string) bool {
	for k := 0; k < len(seps); k++ {
		if seps[k] == c {
			return true
		}
	}
	return false
}

// elfproef reports whether the eight or nine digits d pass the test of the
// BSN (Besluit burgerservicenummer art. 1): the last digit counts negative.
func elfproef(d []byte) bool {
	if len(d) < 8 || len(d) > 9 {
		return false
	}
	sum, w, any := 0, len(d), false
	for k, c := range d {
		x := int(c - '0')
		any = any || x != 0
		if k == len(d)-1 {
			sum -= x
		} else {
			sum += w * x
		}
		w--
	}
	return any && sum%11 == 0
}

// ibanAt reads an IBAN at b[i] (ISO 13616): two letters, two check digits,
// groups divided by single spaces, and mod 97 equal to 1. With lax, the
// check may fail, as it does after a slip of the pen.
func ibanAt(b []byte, i int, lax bool) int {
	if i+8 > len(b) || !isLetter(b[i]) || !isLetter(b[i+1]) {
		return 0
	}
	size := ibanLen(b[i]&^0x20, b[i+1]&^0x20)
	if size == 0 {
		return 0
	}
	var s [34]byte
	n, j := 0, i
	for j < len(b) && n < size {
		c := b[j]
		if isAlnum(c) {
			if isLower(c) {
				c &^= 0x20
			}
			if n == 2 || n == 3 {
				switch c { // what OCR makes of digits
				case 'O':
					c = '0'
				case 'L', 'I':
					c = '1'
				}
				if !isDigit(c) {
					return 0
				}
			}
			s[n] = c
			n++
			j++
			continue
		}
		if c == ' ' || c == '.' || c == '-' {
			if n < 4 && n != 2 || j+1 >= len(b) || !isAlnum(b[j+1]) {
				return 0
			}
			j++
			continue
		}
		return 0
	}
	if n < size || j < len(b) && isAlnum(b[j]) {
		return 0
	}
	if s[0] == 'N' && s[1] == 'L' {
		for k := 4; k < 8; k++ {
			if !isUpper(s[k]) {
				return 0
			}
		}
		for k := 8; k < 18; k++ {
			switch s[k] { // what OCR makes of digits
			case 'O':
				s[k] = '0'
			case 'I', 'L':
				s[k] = '1'
			case 'S':
				s[k] = '5'
			case 'B':
				s[k] = '8'
			}
			if !isDigit(s[k]) {
				return 0
			}
		}
	}
	if lax || mod97(s[:n]) == 1 {
		return j
	}
	if s[0] == 'N' && s[1] == 'L' && dutchBanks[string(s[4:8])] {
		return j // a slip of the pen: the shape says enough
	}
	return 0
}

// dutchBanks are the codes of banks in Dutch account numbers.
var dutchBanks = map[string]bool{"ABNA": true, "RABO": true, "INGB": true, "TRIO": true, "SNSB": true, "ASNB": true, "RBRB": true, "BUNQ": true, "KNAB": true, "FVLB": true, "NNBA": true, "REVO": true, "BNGH": true, "HAND": true, "FTSB": true, "DEUT": true, "ISBK": true, "MOYO": true, "NWAB": true, "ADYB": true, "BITS": true, "YOUR": true}

func mod97(s []byte) int {
	m := 0
	for k := range s {
		c := s[(k+4)%len(s)]
		if isDigit(c) {
			m = (m*10 + int(c-'0')) % 97
		} else {
			m = (m*100 + int(c-'A') + 10) % 97
		}
	}
	return m
}

// ibanLen gives the length of an IBAN of the country, 0 for an unknown one.
func ibanLen(a, b byte) int {
	switch string([]byte{a, b}) {
	case "NO":
		return 15
	case "BE":
		return 16
	case "DK", "FI", "NL":
		return 18
	case "SI":
		return 19
	case "AT", "EE", "LT", "LU":
		return 20
	case "CH", "HR", "LI", "LV":
		return 21
	case "BG", "DE", "GB", "IE", "ME", "RS":
		return 22
	case "GI", "IL":
		return 23
	case "CZ", "ES", "RO", "SE", "SK", "SA", "TN":
		return 24
	case "PT":
		return 25
	case "IS", "TR":
		return 26
	case "FR", "GR", "IT", "MC", "SM":
		return 27
	case "CY", "HU", "PL", "AL":
		return 28
	case "MA":
		return 28
	case "MT":
		return 31
	case "UA":
		return 29
	}
	return 0
}

// ocrDigit reads c as a digit where OCR may have made a letter of it.
func ocrDigit(c byte) (byte, bool) {
	switch c {
	case 'O', 'o':
		return '0', true
	case 'l', 'I', '|':
		return '1', true
	case 'S':
		return '5', true
	case 'B':
		return '8', true
	}
	return c, isDigit(c)
}

// A phone is a telephone number as it stands.
type phone struct {
	end     int    // past its last digit
	digits  string // in national form, e.g. 0612345678, or with + for foreign ones
	service bool   // 0800, 0900, 14 0xx, 112: a line of an organisation
	sure    bool   // its shape is that of a telephone number and of little else
}

// phoneAt reads a telephone number at b[i], which is a digit, a plus, an
// opening parenthesis or what OCR makes of a zero.
func phoneAt(b []byte, i int) (phone, bool) {
	// gather digits and separators, at most 16 digits
	var d [17]byte
	var at [17]int // end of each digit
	n, j, letters := 0, i, 0
	plus := false
	if b[j] == '(' && j+1 < len(b) && b[j+1] == '+' {
		j++
	}
	if b[j] == '+' {
		plus = true
		j++
	}
	gap, opened := 0, false
	var brk [17]byte // separator before each digit
	sep := byte(0)
scan:
	for j < len(b) && n < 16 {
		c := b[j]
		if x, ok := ocrDigit(c); ok {
			if !isDigit(c) {
				if n > 0 && j+1 < len(b) && isLetter(b[j+1]) && !looksDigit(b, j+1) || c == '|' || n == 0 && !(j+1 < len(b) && isDigit(b[j+1])) {
					break scan
				}
				letters++
			}
			d[n], at[n], brk[n] = x, j+1, sep
			n++
			gap, sep = 0, 0
			j++
			continue
		}
		switch c {
		case ' ', '-', '.', '/':
			gap++
			if c == ' ' && gap > 1 && j > 0 && b[j-1] == ' ' && !plus && n > 4 {
				break scan
			}
			if gap > 3 {
				break scan
			}
			if sep == 0 || c != ' ' {
				sep = c
			}
		case '(':
			if opened || n > 6 {
				break scan
			}
			opened = true
			sep = c
			gap++
		case ')':
			if n == 0 {
				break scan
			}
			gap++
			sep = c
		case ',':
			break scan
		default:
			break scan
		}
		j++
	}
	if n < 3 {
		return phone{}, false
	}
	s := d[:n]
	if plus || n > 4 && s[0] == '0' && s[1] == '0' {
		k := 0
		if !plus {
			k = 2
		}
		if k+2 <= n && s[k] == '3' && s[k+1] == '1' {
			k += 2
			if k < n && s[k] == '0' { // +31 (0)6
				k++
			}
			if n-k < 9 {
				return phone{}, false
			}
			if n-k > 9 && brk[k+9] == 0 {
				return phone{}, false
			}
			nat := "0" + string(s[k:k+9])
			if nat[1] == '0' {
				return phone{}, false
			}
			return phone{at[k+8], nat, nationalService(nat), true}, true
		}
		cc := countryCode(s[k:])
		if cc == 0 {
			return phone{}, false
		}
		// a foreign number: 7 to 12 digits after the country code, up to the
		// end of the run
		rest := n - k - cc
		if rest < 6 {
			return phone{}, false
		}
		if rest > 11 {
			rest = 11
		}
		if !plus && brk[k+cc] == 0 && brk[k] == 0 && rest < 8 {
			return phone{}, false
		}
		return phone{at[k+cc+rest-1], "+" + string(s[k:k+cc+rest]), false, plus}, true
	}
	if s[0] != '0' {
		return phone{}, false
	}
	switch {
	case n >= 4 && s[1] == '8' && s[2] == '0' && s[3] == '0' || n >= 4 && s[1] == '9' && s[2] == '0' && (s[3] == '0' || s[3] == '6' || s[3] == '9'):
		// 0800-1234 or 0800-1234567
		k := n
		if k > 11 {
			k = 11
		}
		for k > 8 && k < n && brk[k] == 0 {
			k--
		}
		if k < 8 {
			return phone{}, false
		}
		if k > 8 && k < 11 {
			k = 8
		}
		if k < n && brk[k] == 0 {
			return phone{}, false
		}
		return phone{at[k-1], string(s[:k]), true, true}, true
	}
	if n < 10 {
		return phone{}, false
	}
	if n > 10 && brk[10] == 0 {
		return phone{}, false
	}
	if s[1] == '0' {
		return phone{}, false
	}
	nat := string(s[:10])
	p := phone{end: at[9], digits: nat, service: nationalService(nat), sure: true}
	// separators anywhere but after an area code make other numbers
	seps, bad := 0, false
	area := 4
	if s[1] == '6' {
		area = 2
	} else if isArea3(s[1:3]) {
		area = 3
	}
	for k := 1; k < 10; k++ {
		if brk[k] != 0 {
			seps++
			if k < area && brk[k] != '(' && brk[k] != ')' && brk[k] != ' ' {
				bad = true
			}
		}
	}
	if bad || letters > 3 {
		return phone{}, false
	}
	p.sure = s[1] == '6' && letters == 0 || seps > 0
	return p, true
}

func looksDigit(b []byte, i int) bool {
	for k := i; k < len(b) && k < i+3; k++ {
		if isDigit(b[k]) {
			return true
		}
		if _, ok := ocrDigit(b[k]); !ok {
			return false
		}
	}
	return false
}

// nationalService reports whether nat is a number range that only
// organisations have: 085, 088, 091.
func nationalService(nat string) bool {
	return nat[1] == '8' && (nat[2] == '8' || nat[2] == '5' || nat[2] == '7' || nat[2] == '0' || nat[2] == '4') || nat[1] == '9'
}

// isArea3 reports whether d, the two digits after the zero, are a short area
// code (Nummerplan telefoon- en ISDN-diensten).
func isArea3(d []byte) bool {
	switch string(d) {
	case "10", "13", "14", "15", "20", "23", "24", "26", "30", "33", "35", "36", "38", "40", "43", "45", "46", "50", "53", "55", "58",
		"70", "71", "72", "73", "74", "75", "76", "77", "78", "79", "85", "88", "91":
		return true
	}
	return false
}

// countryCode gives the length of the country code that s begins with.
func countryCode(s []byte) int {
	if len(s) < 3 {
		return 0
	}
	switch s[0] {
	case '1', '7':
		return 1
	}
	switch string(s[:2]) {
	case "20", "27", "30", "32", "33", "34", "36", "39", "40", "41", "43", "44", "45", "46", "47", "48", "49", "51", "52", "53", "54",
		"55", "56", "57", "58", "60", "61", "62", "63", "64", "65", "66", "81", "82", "84", "86", "90", "91", "92", "93", "94", "95", "98":
		return 2
	}
	switch s[0] {
	case '2', '3', '4', '5', '6', '8', '9':
		return 3
	}
	return 0
}

// romanMonths are months as central Europe writes them: 22.IV.1983.
var romanMonths = hashSet(`i ii iii iv v vi vii viii ix x xi xii`)

// shortMonths are months as they are abbreviated.
var shortMonths = hashSet(`jan feb febr mrt apr jun jul aug sep sept okt oct nov dec`)

// A date is read where it can be one: 3-4-1961, 3 april 1961, 1961-04-03.
// dateAt gives its end in tokens, or 0.
func (p *page) dateAt(i int) (end int, year int) {
	t := p.tok
	if i >= len(t) || t[i].kind != number {
		return 0, 0
	}
	num := func(k int) int {
		v := 0
		for _, c := range p.text[t[k].start:t[k].end()] {
			if v > 99999 {
				return v
			}
			v = v*10 + int(c-'0')
		}
		return v
	}
	a := num(i)
	n := int(t[i].n)
	// 12 april 1961, 12 apr. '61
	if n <= 2 && a >= 1 && a <= 31 {
		k := i + 1
		if k < len(t) && t[k].kind == word && (t[k].hash == hashE || t[k].hash == hashDe) && int(t[k].n) <= 2 {
			k++
		}
		if k < len(t) && t[k].kind == punct && (t[k].hash == '-' || t[k].hash == '.' || t[k].hash == '/') && k+1 < len(t) && t[k+1].kind == word && (t[k+1].has(month) || t[k+1].is(glued) && t[k+1].is(capital) && romanMonths.has(t[k+1].hash)) {
			k++
		}
		if k < len(t) && t[k].kind == word && (t[k].has(month) || shortMonths.has(t[k].hash) || k > i+1 && t[k].is(glued) && t[k].is(capital) && romanMonths.has(t[k].hash)) {
			k++
			if k < len(t) && t[k].kind == punct && (t[k].hash == '.' || t[k].hash == '-' || t[k].hash == '/') {
				k++
			}
			if k < len(t) && t[k].kind == punct && t[k].hash == '\'' {
				k++
			}
			if k < len(t) && t[k].kind == number && (t[k].n == 4 || t[k].n == 2) {
				y := num(k)
				return k + 1, y
			}
			return k, 0
		}
	}
	sep := func(k int) bool {
		return k < len(t) && t[k].kind == punct && (t[k].hash == '-' || t[k].hash == '/' || t[k].hash == '.')
	}
	if sep(i+1) && i+4 < len(t) && t[i+2].kind == number && t[i+3].kind == punct && t[i+3].hash == t[i+1].hash && t[i+4].kind == number {
		b, c := num(i+2), num(i+4)
		if i+5 < len(t) && t[i+5].kind == punct && t[i+5].is(glued) && (t[i+5].hash == '-' || t[i+5].hash == '/') && i+6 < len(t) && t[i+6].is(glued) && t[i+6].kind == number {
			return 0, 0
		}
		switch {
		case n <= 2 && t[i+2].n <= 2 && (t[i+4].n == 4 || t[i+4].n == 2) && a >= 1 && a <= 31 && b >= 1 && b <= 12:
			return i + 5, c
		case n <= 2 && t[i+2].n <= 2 && t[i+4].n == 4 && a >= 1 && a <= 12 && b >= 1 && b <= 31:
			return i + 5, c
		case n == 4 && t[i+2].n <= 2 && t[i+4].n <= 2 && b >= 1 && b <= 12 && c >= 1 && c <= 31 && a > 1850 && a < 2100:
			return i + 5, a
		}
	}
	// 12-12-'91
	if sep(i+1) && i+5 < len(t) && n <= 2 && t[i+2].kind == number && t[i+2].n <= 2 && t[i+3].kind == punct && t[i+3].hash == t[i+1].hash && t[i+4].kind == punct && t[i+4].hash == '\'' && t[i+5].kind == number && t[i+5].n == 2 && a >= 1 && a <= 31 {
		if b := num(i + 2); b >= 1 && b <= 12 {
			return i + 6, num(i + 5)
		}
	}
	// 12 03 1961
	if n <= 2 && i+2 < len(t) && t[i+1].kind == number && t[i+1].n <= 2 && t[i+2].kind == number && t[i+2].n == 4 && a >= 1 && a <= 31 {
		b, c := num(i+1), num(i+2)
		if b >= 1 && b <= 12 && c > 1900 && c < 2100 {
			return i + 3, c
		}
	}
	return 0, 0
}

var hashE, hashDe = uint32(hashOf("e")), uint32(hashOf("de"))

// plateAt reads a Dutch number plate at b[i] (sidecodes 1 to 14). With dashes
// the shape is telling; without, the caller must know better. It gives the end
// or 0.
func plateAt(b []byte, i int, dashed bool) int {
	var shape [10]byte
	n, letters, digits, j := 0, 0, 0, i
	for j < len(b) && n < 9 {
		c := b[j]
		switch {
		case isLetter(c):
			shape[n] = 'X'
			letters++
		case isDigit(c):
			shape[n] = '9'
			digits++
		case (c == '-' || !dashed && c == ' ') && j > i && j+1 < len(b) && isAlnum(b[j+1]):
			if !dashed {
				j++
				continue
			}
			shape[n] = '-'
		default:
			goto done
		}
		n++
		j++
		if !dashed && letters+digits == 6 {
			goto done
		}
	}
done:
	if letters+digits != 6 || letters == 0 || digits == 0 || letters > 4 || j < len(b) && (isAlnum(b[j]) || b[j] >= 0xC3 || b[j] == '-' && j+1 < len(b) && isAlnum(b[j+1])) {
		return 0
	}
	switch s := string(shape[:n]); dashed {
	case true:
		switch s {
		case "XX-99-99", "99-99-XX", "99-XX-99", "XX-99-XX", "XX-XX-99", "99-XX-XX", "99-XXX-9", "9-XXX-99", "XX-999-X", "X-999-XX", "XXX-99-X", "X-99-XXX", "9-XX-999", "999-XX-9":
			return j
		}
	default:
		switch s {
		case "XX9999", "9999XX", "99XX99", "XX99XX", "XXXX99", "99XXXX", "99XXX9", "9XXX99", "XX999X", "X999XX", "XXX99X", "X99XXX", "9XX999", "999XX9":
			return j
		}
	}
	return 0
}

// ipv4At gives the end of an IPv4 address at b[i], or 0.
func ipv4At(b []byte, i int) int {
	j := i
	for part := 0; part < 4; part++ {
		v, n := 0, 0
		for j < len(b) && isDigit(b[j]) && n < 4 {
			v = v*10 + int(b[j]-'0')
			j++
			n++
		}
		if n == 0 || n > 3 || v > 255 {
			return 0
		}
		if part < 3 {
			if j >= len(b) || b[j] != '.' {
				return 0
			}
			j++
		}
	}
	if j < len(b) && (isAlnum(b[j]) || b[j] == '.' && j+1 < len(b) && isDigit(b[j+1])) {
		return 0
	}
	return j
}

// hexPairsAt reads a MAC address (six pairs) or an IPv6 address at b[i] and
// gives its end and label.
func hexPairsAt(b []byte, i int) (int, documents.Label) {
	isHex := func(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' }
	// MAC
	j, sep := i, byte(0)
	for k := 0; k < 6; k++ {
		if j+2 > len(b) || !isHex(b[j]) || !isHex(b[j+1]) {
			j = 0
			break
		}
		j += 2
		if k < 5 {
			if j >= len(b) || b[j] != ':' && b[j] != '-' || sep != 0 && b[j] != sep {
				j = 0
				break
			}
			sep = b[j]
			j++
		}
	}
	if j > 0 && (j >= len(b) || !isAlnum(b[j]) && b[j] != ':' && b[j] != '-') {
		return j, labelMAC
	}
	// IPv6: groups of at most four hexadecimal digits, one :: at most
	j = i
	groups, double, colons := 0, false, 0
	for j < len(b) {
		n := 0
		for j < len(b) && isHex(b[j]) && n < 5 {
			j++
			n++
		}
		if n > 4 {
			return 0, ""
		}
		if n > 0 {
			groups++
		}
		if j+1 < len(b) && b[j] == ':' && b[j+1] == ':' {
			if double {
				return 0, ""
			}
			double = true
			colons += 2
			j += 2
			continue
		}
		if n > 0 && j+1 < len(b) && b[j] == ':' && isHex(b[j+1]) {
			colons++
			j++
			continue
		}
		break
	}
	if groups > 8 || colons < 2 || !double && groups != 8 || double && (groups < 2 || colons < 3) || j < len(b) && isAlnum(b[j]) {
		return 0, ""
	}
	return j, documents.IPAddress
}

// Labels beside those of contract.md.
const (
	labelMAC   documents.Label = "MAC_ADDRESS"
	labelCoord documents.Label = "COORDINATES"
)
