package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"

	"paraaf/web/signin"
	"paraaf/workflow"
	"paraaf/workflow/journal"
)

// The worked example: two ministries with invented people of every role. The
// names on paper are those of the seed nota, so that it finds its own route.

var exampleOrganisations = []journal.Organisation{
	{ID: "vws", Name: "Ministerie van VWS", Aliases: []string{"VWS", "Ministerie van Volksgezondheid, Welzijn en Sport"}},
	{ID: "vws.mljs", Name: "Minister LJS", Parent: "vws", Aliases: []string{"MLJS", "Minister van Langdurige Zorg, Jeugd en Sport"}},
	{ID: "vws.mvws", Name: "Minister VWS", Parent: "vws", Aliases: []string{"MVWS", "Minister van Volksgezondheid, Welzijn en Sport"}},
	{ID: "vws.dicio", Name: "Directie Informatiebeleid - CIO", Parent: "vws", Aliases: []string{"DICIO", "Cluster iBeleid team A", "Cluster iBeleid team B"}},
	{ID: "vws.fez", Name: "Directie FEZ", Parent: "vws", Aliases: []string{"FEZ", "Financieel-Economische Zaken"}},
	{ID: "vws.wjz", Name: "Directie WJZ", Parent: "vws", Aliases: []string{"WJZ", "Wetgeving en Juridische Zaken"}},
	{ID: "jenv", Name: "Ministerie van JenV", Aliases: []string{"JenV", "Ministerie van Justitie en Veiligheid"}},
	{ID: "jenv.stas", Name: "Staatssecretaris JenV", Parent: "jenv", Aliases: []string{"Staatssecretaris van Justitie en Veiligheid"}},
}

// An examplePerson is somebody of the worked example. Key is their login, by
// which the script of the example calls them; who they are in the ledger is a
// number drawn by the book.
type examplePerson struct {
	Key   string
	Name  string
	Seats []workflow.Seat
	House string
}

var examplePeople = []examplePerson{
	{"noor", "Noor Haverkamp", []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}}, "vws"},
	{"sem", "Sem Oudkerk", []workflow.Seat{{Role: workflow.RoleOpsteller, Organisation: "vws.dicio"}}, "vws"},
	{"hester", "Hester van Dalen", []workflow.Seat{{Role: workflow.RoleDirectie, Organisation: "vws.dicio"}}, "vws"},
	{"ruud", "Ruud Terpstra", []workflow.Seat{{Role: workflow.RolePlvSG, Organisation: "vws"}}, "vws"},
	{"ilse", "Ilse Brandsma", []workflow.Seat{{Role: workflow.RoleBewindspersoon, Organisation: "vws.mljs"}}, "vws"},
	{"joost", "Joost Wieringa", []workflow.Seat{{Role: workflow.RoleBewindspersoon, Organisation: "vws.mvws"}}, "vws"},
	{"gert", "Gert Noordhof", []workflow.Seat{{Role: workflow.RoleSecretariaat, Organisation: "vws"}}, "vws"},
	{"yasmin", "Yasmin el Idrissi", []workflow.Seat{{Role: workflow.RoleCommunicatie, Organisation: "vws"}}, "vws"},
	{"pieter", "Pieter Wiersma", []workflow.Seat{{Role: workflow.RoleCommunicatie, Organisation: "vws"}}, "vws"},
	{"burak", "Burak Aksoy", []workflow.Seat{{Role: workflow.RoleMedeparaaf, Organisation: "vws.fez"}}, "vws"},
	{"lotte", "Lotte Bergsma", []workflow.Seat{{Role: workflow.RoleMedeparaaf, Organisation: "vws.wjz"}}, "vws"},
	{"fleur", "Fleur Stam", []workflow.Seat{{Role: workflow.RoleAdviseur, Organisation: "vws.mljs"}}, "vws"},
	{"marijke", "Marijke Oosting", []workflow.Seat{{Role: workflow.RoleBewindspersoon, Organisation: "jenv.stas"}}, "jenv"},
	{"daan", "Daan Roelofs", []workflow.Seat{{Role: workflow.RoleSecretariaat, Organisation: "jenv.stas"}}, "jenv"},
	{"tom", "Tom Beekman", []workflow.Seat{{Role: workflow.RoleBeheerder}}, "vws"},
}

// An accountLine is what demo and seed print of an account.
type accountLine struct {
	Name         string   `json:"name"`
	Login        string   `json:"login"`
	Password     string   `json:"password"`
	Roles        []string `json:"roles"`
	Organisation string   `json:"organisation"`
}

// populate writes the people of the example into the book, with passwords from
// random, and prints a line for each account.
func populate(ctx context.Context, book *journal.Book, random io.Reader, out io.Writer) error {
	for _, o := range exampleOrganisations {
		if err := book.PutOrganisation(ctx, o); err != nil {
			return fmt.Errorf("store an organisation of the example: %w", err)
		}
	}
	for _, p := range examplePeople {
		line, err := admit(ctx, book, random, p)
		if err != nil {
			return fmt.Errorf("store a person of the example: %w", err)
		}
		if err := json.NewEncoder(out).Encode(line); err != nil {
			return err
		}
	}
	return nil
}

// admit stores one person with one account.
func admit(ctx context.Context, book *journal.Book, random io.Reader, p examplePerson) (accountLine, error) {
	password, err := readable(random)
	if err != nil {
		return accountLine{}, err
	}
	hash, err := signin.Hash(password, random)
	if err != nil {
		return accountLine{}, err
	}
	key, err := book.NewID()
	if err != nil {
		return accountLine{}, err
	}
	id := workflow.PersonID(key)
	if err := book.PutPerson(ctx, journal.Person{ID: id, Name: p.Name}); err != nil {
		return accountLine{}, err
	}
	if err := book.PutAccount(ctx, journal.Account{Login: p.Key, PasswordHash: hash, Person: id}); err != nil {
		return accountLine{}, err
	}
	if err := book.SetSeats(ctx, id, p.Seats); err != nil {
		return accountLine{}, err
	}
	line := accountLine{Name: p.Name, Login: p.Key, Password: password, Organisation: cmp.Or(string(p.Seats[0].Organisation), p.House)}
	for _, s := range p.Seats {
		line.Roles = append(line.Roles, string(s.Role))
	}
	return line, nil
}

// readable makes a password of 16 letters and digits that are hard to take for
// one another: 80 random bits.
func readable(random io.Reader) (string, error) {
	const letters = "abcdefghijkmnpqrstuvwxyz23456789" // 32, without l, o, 0, 1
	raw := make([]byte, 16)
	if _, err := io.ReadFull(random, raw); err != nil {
		return "", fmt.Errorf("make a password: %w", err)
	}
	for i, b := range raw {
		raw[i] = letters[b%32]
	}
	return string(raw[:4]) + "-" + string(raw[4:8]) + "-" + string(raw[8:12]) + "-" + string(raw[12:]), nil
}
