package main

import (
	"encoding/json"
	"fmt"

	"github.com/goccy/go-yaml"

	"backpay/scraper"
	"backpay/scraper/saved"
)

// companies are the employers' names that a configuration of backpay has for
// boards and sites. The file has passed backpay's own checks.
func companies(config []byte, sources []scraper.Source) (saved.Companies, error) {
	var file struct {
		Sources map[string]any `yaml:"sources"`
	}
	if err := yaml.Unmarshal(config, &file); err != nil {
		return nil, fmt.Errorf("config: %w", err)
	}
	names := saved.Companies{}
	for _, s := range sources {
		name := s.About().Name
		said, ok := file.Sources[name]
		if !ok || said == nil {
			continue
		}
		text, err := yaml.Marshal(said)
		if err != nil {
			return nil, fmt.Errorf("config: sources.%s: %w", name, err)
		}
		settings := s.Settings()
		if err := yaml.Unmarshal(text, settings); err != nil {
			return nil, fmt.Errorf("config: sources.%s: %w", name, err)
		}
		requests, err := s.Start(settings)
		if err != nil {
			continue // a source that can't start can still be read
		}
		names.Add(name, requests)
	}
	return names, nil
}

// pack is the form in which values go from step to step.
func pack(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		panic(err) // a type of ours that JSON can't hold
	}
	return b
}

// unpack reads what pack made.
func unpack[T any](b []byte) (v T, err error) {
	if err = json.Unmarshal(b, &v); err != nil {
		err = fmt.Errorf("%T: %w", v, err)
	}
	return v, err
}
