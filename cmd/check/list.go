package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// moduleRoot is the folder of go.mod.
func moduleRoot(ctx context.Context) (string, error) {
	said, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env: %w", err)
	}
	mod := strings.TrimSpace(string(said))
	if mod == "" || mod == os.DevNull {
		return "", errors.New("run this inside the module")
	}
	return filepath.Dir(mod), nil
}

// A listed package is what "go list -json" says of one.
type listed struct {
	ImportPath   string
	Dir          string
	Doc          string
	Module       struct{ Path string }
	Imports      []string
	TestGoFiles  []string
	XTestGoFiles []string
}

// goList lists the packages of the module at root, also those that do not
// build: saying so is the work of a step.
func goList(ctx context.Context, root string) ([]listed, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-e", "-json=ImportPath,Dir,Doc,Module,Imports,TestGoFiles,XTestGoFiles", "./...")
	cmd.Dir = root
	cmd.Stderr = os.Stderr
	said, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var list []listed
	decoder := json.NewDecoder(strings.NewReader(string(said)))
	for decoder.More() {
		var p listed
		err = decoder.Decode(&p)
		if err != nil {
			return nil, fmt.Errorf("output of go list: %w", err)
		}
		list = append(list, p)
	}
	return list, nil
}

// listPackages finds what the plan needs to know.
func listPackages(ctx context.Context, root string) ([]Package, error) {
	list, err := goList(ctx, root)
	if err != nil {
		return nil, err
	}
	var packages []Package
	for _, p := range list {
		path := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, p.Module.Path), "/")
		fuzz, err := fuzzTargets(p.Dir, slices.Concat(p.TestGoFiles, p.XTestGoFiles))
		if err != nil {
			return nil, err
		}
		packages = append(packages, Package{Path: path, Fuzz: fuzz})
	}
	return packages, nil
}

// fuzzTargets finds the functions FuzzXxx(f *testing.F) of the test files.
func fuzzTargets(dir string, files []string) ([]string, error) {
	var targets []string
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("look for fuzz targets: %w", err)
		}
		for _, d := range file.Decls {
			f, ok := d.(*ast.FuncDecl)
			if ok && f.Recv == nil && strings.HasPrefix(f.Name.Name, "Fuzz") && len(f.Type.Params.List) == 1 {
				targets = append(targets, f.Name.Name)
			}
		}
	}
	return targets, nil
}
