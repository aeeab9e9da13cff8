package oscal

import "strings"

// A member is one member of an object: its name, what it holds, whether it must be there
// and whether it is a list, which then is not empty.
type member struct {
	name, holds string
	must, list  bool
}

// shapes are the objects of a plan as both versions of the standard have them, in full: a
// test compares them with the standard's own schemas. A member is name:what it holds,
// with ! where it must be there and [] where it is a list. What it holds is another
// object of this table or one of the kinds of values in value.go.
var shapes = func() map[string][]member {
	all := map[string][]member{}
	for line := range strings.Lines(shapeText) {
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		all[words[0]] = []member{}
		for _, w := range words[1:] {
			name, holds, _ := strings.Cut(w, ":")
			m := member{holds: holds}
			name, m.list = strings.CutSuffix(name, "[]")
			m.name, m.must = strings.CutSuffix(name, "!")
			all[words[0]] = append(all[words[0]], m)
		}
	}
	return all
}()

const shapeText = `
document plan-of-action-and-milestones!:poam
poam uuid!:uuid metadata!:metadata import-ssp:import-ssp system-id:system-id local-definitions:local-definitions observations[]:observation risks[]:risk findings[]:finding poam-items![]:poam-item back-matter:back-matter
import-ssp href!:href remarks:text
system-id identifier-type:text id!:string
local-definitions components[]:system-component inventory-items[]:inventory-item assessment-assets:assessment-assets remarks:text
assessment-assets components[]:system-component assessment-platforms![]:assessment-platform
assessment-platform uuid!:uuid title:line props[]:property links[]:link uses-components[]:uses-component remarks:text
uses-component component-uuid!:ref props[]:property links[]:link responsible-parties[]:responsible-party remarks:text
system-component uuid!:uuid type!:string title!:line description!:text purpose:line props[]:property links[]:link status!:component-status responsible-roles[]:responsible-role protocols[]:protocol remarks:text
component-status state!:token remarks:text
protocol uuid:uuid name:string title:line port-ranges[]:port-range
port-range start:number end:number transport:token remarks:text
inventory-item uuid!:uuid description!:text props[]:property links[]:link responsible-parties[]:responsible-party implemented-components[]:implemented-component remarks:text
implemented-component component-uuid!:ref props[]:property links[]:link responsible-parties[]:responsible-party remarks:text
metadata title!:line published:time last-modified!:time version!:string oscal-version!:string revisions[]:revision document-ids[]:document-id props[]:property links[]:link roles[]:role locations[]:location parties[]:party responsible-parties[]:responsible-party actions[]:action remarks:text
revision title:line published:time last-modified:time version!:string oscal-version:string props[]:property links[]:link remarks:text
document-id scheme:text identifier!:string
role id!:role-id title!:line short-name:string description:text props[]:property links[]:link remarks:text
location uuid!:uuid title:line address:address email-addresses[]:text telephone-numbers[]:telephone-number urls[]:text props[]:property links[]:link remarks:text
address type:text addr-lines[]:string city:string state:string postal-code:string country:string
telephone-number type:text number!:string
party uuid!:uuid type!:party-type name:string short-name:string external-ids[]:external-id props[]:property links[]:link email-addresses[]:text telephone-numbers[]:telephone-number addresses[]:address location-uuids[]:ref member-of-organizations[]:ref=parties remarks:text
external-id scheme!:text id!:string
responsible-party role-id!:role-ref party-uuids![]:ref=parties props[]:property links[]:link remarks:text
responsible-role role-id!:role-ref props[]:property links[]:link party-uuids[]:ref=parties remarks:text
action uuid!:uuid date:time type!:token system!:text props[]:property links[]:link responsible-parties[]:responsible-party remarks:text
property name!:token uuid:uuid ns:text value!:string class:token group:token remarks:text
link href!:href rel:token media-type:string resource-fragment:string text:line
origin actors![]:origin-actor related-tasks[]:related-task
origin-actor type!:token actor-uuid!:ref role-id:token props[]:property links[]:link
related-task task-uuid!:ref=tasks props[]:property links[]:link responsible-parties[]:responsible-party subjects[]:assessment-subject identified-subject:identified-subject remarks:text
identified-subject subject-placeholder-uuid!:ref subjects![]:assessment-subject
observation uuid!:uuid title:line description!:text props[]:property links[]:link methods![]:string types[]:token origins[]:origin subjects[]:subject-reference relevant-evidence[]:evidence collected!:time expires:time remarks:text
subject-reference subject-uuid!:ref type!:token title:line props[]:property links[]:link remarks:text
evidence href:href description!:text props[]:property links[]:link remarks:text
risk uuid!:uuid title!:line description!:text statement!:text props[]:property links[]:link status!:token origins[]:origin threat-ids[]:threat-id characterizations[]:characterization mitigating-factors[]:mitigating-factor deadline:time remediations[]:response risk-log:risk-log related-observations[]:related-observation
threat-id system!:text href:href id!:text
characterization props[]:property links[]:link origin!:origin facets![]:facet
facet name!:token system!:text value!:string props[]:property links[]:link remarks:text
mitigating-factor uuid!:uuid implementation-uuid:ref description!:text props[]:property links[]:link subjects[]:subject-reference
response uuid!:uuid lifecycle!:token title!:line description!:text props[]:property links[]:link origins[]:origin required-assets[]:required-asset tasks[]:task remarks:text
required-asset uuid!:uuid subjects[]:subject-reference title:line description!:text props[]:property links[]:link remarks:text
task uuid!:uuid type!:token title!:line description:text props[]:property links[]:link timing:timing dependencies[]:dependency tasks[]:task associated-activities[]:associated-activity subjects[]:assessment-subject responsible-roles[]:responsible-role remarks:text
timing on-date:on-date within-date-range:date-range at-frequency:frequency
on-date date!:time remarks:text
date-range start!:time end!:time remarks:text
frequency period!:number unit!:time-unit remarks:text
dependency task-uuid!:ref=tasks remarks:text
associated-activity activity-uuid!:ref props[]:property links[]:link responsible-roles[]:responsible-role subjects![]:assessment-subject remarks:text
assessment-subject type!:token description:text props[]:property links[]:link include-all:anything include-subjects[]:subject-by-id exclude-subjects[]:subject-by-id remarks:text
subject-by-id subject-uuid!:ref type!:token props[]:property links[]:link remarks:text
risk-log entries![]:log-entry
log-entry uuid!:uuid title:line description:text start!:time end:time props[]:property links[]:link logged-by[]:logged-by status-change:token related-responses[]:related-response remarks:text
logged-by party-uuid!:ref=parties role-id:token remarks:text
related-response response-uuid!:ref=remediations props[]:property links[]:link related-tasks[]:related-task remarks:text
related-observation observation-uuid!:ref=observations remarks:text
associated-risk risk-uuid!:ref=risks remarks:text
finding uuid!:uuid title!:line description!:text props[]:property links[]:link origins[]:origin target!:finding-target implementation-statement-uuid:ref related-observations[]:related-observation related-risks[]:associated-risk remarks:text
finding-target type!:target-type target-id!:token title:line description:text props[]:property links[]:link status!:target-status implementation-status:implementation-status remarks:text
target-status state!:target-state reason:token remarks:text
implementation-status state!:token remarks:text
poam-item uuid:uuid title!:line description!:text props[]:property links[]:link origins[]:item-origin related-findings[]:related-finding related-observations[]:related-observation related-risks[]:associated-risk remarks:text
item-origin actors![]:origin-actor
related-finding finding-uuid!:ref=findings remarks:text
back-matter resources[]:resource
resource uuid!:uuid title:line description:text props[]:property document-ids[]:document-id citation:citation rlinks[]:rlink base64:base64 remarks:text
citation text!:line props[]:property links[]:link
rlink href!:href media-type:string hashes[]:hash
hash algorithm!:string value!:string
base64 filename:token media-type:string value!:text
`
