package desk

import (
	"errors"
	"reflect"

	"paraaf/workflow"
)

// One human being who had two accounts did things under two ids. The ledger
// keeps them as they were done; the rules are shown one person, for four-eyes
// counts human beings: who wrote a nota as one must not parafeer it as the other,
// also when it was found out afterwards.

// settingJoined is the kind of setting that says into whom the person of its
// name was joined. It is no file that somebody loads, and is never withdrawn.
const settingJoined = "samengevoegd"

func readJoined(src []byte) (workflow.PersonID, error) {
	if len(src) == 0 || len(src) > 64 {
		return "", errors.New("a joining into nobody")
	}
	return workflow.PersonID(src), nil
}

// oneOf gives who a person is now.
func (f *inForce) oneOf(p workflow.PersonID) workflow.PersonID {
	for range len(f.joined) { // a chain is no longer than that, and a ring ends
		next, is := f.joined[p]
		if !is {
			break
		}
		p = next
	}
	return p
}

// same reports whether two persons are one since they were joined.
func (d *Desk) same(a, b workflow.PersonID) bool {
	f := d.now.Load()
	return f.oneOf(a) == f.oneOf(b)
}

// asOne gives an event with everybody in it as who they are now.
func (f *inForce) asOne(e workflow.Event) workflow.Event {
	if len(f.joined) == 0 {
		return e
	}
	changed := reflect.New(reflect.TypeOf(e)).Elem()
	changed.Set(reflect.ValueOf(e))
	f.rename(changed)
	return changed.Interface().(workflow.Event)
}

var personType = reflect.TypeFor[workflow.PersonID]()

// rename walks a value that was decoded a moment ago and is nobody else's.
func (f *inForce) rename(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() == personType && v.CanSet() {
			v.SetString(string(f.oneOf(workflow.PersonID(v.String()))))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				f.rename(v.Field(i))
			}
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			f.rename(v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			f.rename(v.Elem())
		}
	}
}
