// Package publish makes what goes along with public files: the inventarislijst
// of what was judged and how, metadata for the publication platform (DiWoo
// 0.9.8 of KOOP) and for the archive (MDTO 1.0.1 of the Nationaal Archief), and one bundle with digests.
//
// It is handed public values only and derives nothing from an internal paper
// (D14). The same values give the same bytes on any machine and any day: dates
// are arguments, the parts of a package carry none. No cell of a list can start
// a formula in a spreadsheet program (OWASP ASVS 5.0, 1.2.10).
package publish
