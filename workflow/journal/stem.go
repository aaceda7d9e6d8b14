package journal

// stem gives the form under which a folded word is found.
func stem(word string) string { return word }
