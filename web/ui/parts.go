package ui

import "github.com/a-h/templ"

func or(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// control returns the attributes that every input of a form has.
func control(f Form, d Field) templ.Attributes {
	class := "form-control"
	if d.Kind == "select" {
		class = "form-select"
	}
	a := templ.Attributes{"id": f.ID(d), "name": d.Name}
	about := ""
	if f.Error(d.Name) != "" {
		class += " is-invalid"
		a["aria-invalid"] = "true"
		about = f.ID(d) + "-error"
	}
	if d.Hint != "" {
		about += " " + f.ID(d) + "-hint"
	}
	if about != "" {
		a["aria-describedby"] = about
	}
	a["class"] = class
	a["required"] = d.Required
	a["multiple"] = d.Many
	for name, value := range map[string]string{"autocomplete": d.Auto, "accept": d.Accept} {
		if value != "" {
			a[name] = value
		}
	}
	if d.Camera {
		a["capture"] = "environment"
	}
	if len(d.List) > 0 {
		a["list"] = f.ID(d) + "-list"
	}
	return a
}
