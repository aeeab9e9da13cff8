// Package zh knows the small conventions of written Chinese that reports use:
// numerals, days, character widths, list labels, look-alikes, bigrams. It knows
// nothing of reports.
package zh
