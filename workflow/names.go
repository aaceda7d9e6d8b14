package workflow

import "strings"

// How ministries are written in a sentence; a part of one is written in
// capitals. These are public abbreviations, no data of a dossier.
var ministries = map[OrganisationID]string{
	"az": "AZ", "aenm": "AenM", "buza": "BuZa", "bzk": "BZK", "def": "Defensie", "ez": "EZ",
	"fin": "FIN", "ienw": "IenW", "jenv": "JenV", "kgg": "KGG", "lvvn": "LVVN", "ocw": "OCW",
	"szw": "SZW", "vro": "VRO", "vws": "VWS",
}

// Name writes o for a sentence: "JenV", "DICIO".
func (o OrganisationID) Name() string {
	if n, ok := ministries[o]; ok {
		return n
	}
	return strings.ToUpper(string(o[strings.LastIndexByte(string(o), '.')+1:]))
}

// Name writes s for a sentence: "plv. SG", "directie DICIO", "bewindspersoon
// van JenV". It names a function, never a person.
func (s Seat) Name() string {
	switch s.Role {
	case RolePlvSG:
		return "plv. SG"
	case RoleSG, RoleDG:
		n := strings.ToUpper(string(s.Role))
		if s.Role == RoleDG && s.Organisation != s.Organisation.Ministry() {
			n += " " + s.Organisation.Name()
		}
		return n
	case RoleDirectie:
		return "directie " + s.Organisation.Name()
	case RoleMedeparaaf:
		return s.Organisation.Name()
	case RoleOpsteller:
		return "opsteller"
	case RoleBewindspersoon:
		if m := s.Organisation.Ministry(); m != s.Organisation {
			return "bewindspersoon van " + m.Name() + " (" + s.Organisation.Name() + ")"
		}
		return "bewindspersoon van " + s.Organisation.Name()
	}
	return string(s.Role) + " " + s.Organisation.Name()
}

// Name writes st for a sentence. The stations outside the route are named
// after what they are asked.
func (st Station) Name() string {
	switch st.ID {
	case StationOpsteller:
		return "de opsteller"
	case StationReview:
		return "de beoordelaar van communicatie"
	case StationSecond:
		return "de tweede lezer"
	case StationExport:
		return "communicatie, voor de openbare versie"
	case StationDispatch:
		return "het secretariaat, voor de verzending"
	}
	return st.Seat.Name()
}

// list writes names as "a", "a en b" or "a, b en c".
func list(names []string) string {
	switch n := len(names); n {
	case 0:
		return "niemand"
	case 1:
		return names[0]
	default:
		return strings.Join(names[:n-1], ", ") + " en " + names[n-1]
	}
}

// stationNames writes stations as list does.
func stationNames(sts []Station) string {
	names := make([]string, len(sts))
	for i, st := range sts {
		names[i] = st.Name()
	}
	return list(names)
}
