-- Version 1: the first released replica. Frozen: a later change is a later step.

-- What this replica is: its id, and the number of its last own commit.
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;

-- The log: the product's memory. Everything below it can be made anew from it.
CREATE TABLE log_commit (
  version INTEGER PRIMARY KEY,     -- the place in this replica's log
  id BLOB NOT NULL UNIQUE,         -- UUIDv7
  replica BLOB NOT NULL,           -- whose commit, with a number that is dense for it
  n INTEGER NOT NULL,
  actor TEXT NOT NULL,
  at INTEGER NOT NULL,             -- microseconds since 1970, the author's clock; for display
  reason TEXT,
  origin TEXT NOT NULL,            -- edit, load, undo, redo
  undoes INTEGER,                  -- the version that an undo or redo takes back
  hash BLOB NOT NULL,              -- SHA-256 of all of it
  UNIQUE (replica, n)
) STRICT;
CREATE INDEX log_commit_undoes ON log_commit (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE log_change (
  version INTEGER NOT NULL REFERENCES log_commit (version),
  i INTEGER NOT NULL,
  record BLOB NOT NULL,
  kind TEXT NOT NULL,
  field_group TEXT NOT NULL,
  base INTEGER NOT NULL,           -- the version of the group that the person saw; 0: none
  value TEXT NOT NULL,             -- JSON
  PRIMARY KEY (version, i)
) STRICT, WITHOUT ROWID;
CREATE INDEX log_change_record ON log_change (record, field_group, version);

CREATE TABLE outbox (
  version INTEGER PRIMARY KEY REFERENCES log_commit (version)
) STRICT;

-- Projections.
CREATE TABLE record (
  rowid INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  code TEXT,                       -- R-12
  title TEXT NOT NULL,
  archived INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX record_code ON record (code) WHERE code IS NOT NULL;
CREATE INDEX record_kind ON record (kind, archived);

CREATE TABLE counter (
  kind TEXT PRIMARY KEY,
  last INTEGER NOT NULL            -- the highest number given to a record of the kind
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
  target BLOB NOT NULL,
  source INTEGER NOT NULL REFERENCES record (rowid),
  field TEXT NOT NULL,
  PRIMARY KEY (target, source, field)
) STRICT, WITHOUT ROWID;
CREATE INDEX link_source ON link (source);

CREATE VIRTUAL TABLE search USING fts5 (
  title, code, body,
  tokenize = "unicode61 remove_diacritics 2",
  prefix = '1 2 3'
);

-- What was typed and not saved yet. Of this computer only: not in the log.
CREATE TABLE draft (
  record BLOB PRIMARY KEY,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  texts TEXT NOT NULL              -- JSON object: field name to what stands in its entry
) STRICT, WITHOUT ROWID;

-- One table a kind.

CREATE TABLE "team" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "kind" TEXT,
  "kind.rank" INTEGER,
  "area" TEXT,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "go_live" TEXT,
  "go_live.earliest" INTEGER,
  "go_live.latest" INTEGER,
  "population" TEXT,
  "population.low" INTEGER,
  "progress" INTEGER,
  "worst_score" INTEGER,
  "aliases" TEXT,
  "clinical_director" TEXT,
  "quality_team" TEXT,
  "extended_access" TEXT,
  "sites" TEXT,
  "practices" TEXT,
  "networks" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "team.name" ON "team" (archived, "name" COLLATE NOCASE);
CREATE INDEX "team.kind" ON "team" (archived, "kind.rank");
CREATE INDEX "team.status" ON "team" (archived, "status.rank");
CREATE INDEX "team.go_live" ON "team" (archived, "go_live.latest");
CREATE INDEX "team.population" ON "team" (archived, "population.low");
CREATE INDEX "team.worst_score" ON "team" (archived, "worst_score");

CREATE TABLE "team_name" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "team" TEXT,
  "kind" TEXT,
  "from" TEXT,
  "from.earliest" INTEGER,
  "from.latest" INTEGER,
  "until" TEXT,
  "until.earliest" INTEGER,
  "until.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "team-name.name" ON "team_name" (archived, "name" COLLATE NOCASE);
CREATE INDEX "team-name.from" ON "team_name" (archived, "from.latest");

CREATE TABLE "area" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "level" TEXT,
  "level.rank" INTEGER,
  "parent" TEXT,
  "aliases" TEXT,
  "structure" TEXT,
  "extended_access" TEXT,
  "quality_teams" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "area.name" ON "area" (archived, "name" COLLATE NOCASE);
CREATE INDEX "area.level" ON "area" (archived, "level.rank");

CREATE TABLE "organisation" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "type" TEXT,
  "type.rank" INTEGER,
  "ods_code" TEXT,
  "parent" TEXT,
  "area" TEXT,
  "aliases" TEXT,
  "opened" TEXT,
  "opened.earliest" INTEGER,
  "opened.latest" INTEGER,
  "closed" TEXT,
  "closed.earliest" INTEGER,
  "closed.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "organisation.name" ON "organisation" (archived, "name" COLLATE NOCASE);
CREATE INDEX "organisation.type" ON "organisation" (archived, "type.rank");

CREATE TABLE "population" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "label" TEXT,
  "of" TEXT,
  "figure" TEXT,
  "figure.low" INTEGER,
  "as_at" TEXT,
  "as_at.earliest" INTEGER,
  "as_at.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "population.label" ON "population" (archived, "label" COLLATE NOCASE);
CREATE INDEX "population.figure" ON "population" (archived, "figure.low");
CREATE INDEX "population.as_at" ON "population" (archived, "as_at.latest");

CREATE TABLE "cohort" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "scope" TEXT,
  "age_band" TEXT,
  "period" TEXT,
  "period.earliest" INTEGER,
  "period.latest" INTEGER,
  "added" INTEGER,
  "stated_cumulative" INTEGER,
  "segments_total" INTEGER,
  "cumulative" INTEGER,
  "position" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "cohort.name" ON "cohort" (archived, "name" COLLATE NOCASE);
CREATE INDEX "cohort.period" ON "cohort" (archived, "period.latest");
CREATE INDEX "cohort.position" ON "cohort" (archived, "position");

CREATE TABLE "plan" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "kind" TEXT,
  "kind.rank" INTEGER,
  "scope" TEXT,
  "programme" TEXT,
  "owner" TEXT,
  "body" TEXT,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "start" TEXT,
  "start.earliest" INTEGER,
  "start.latest" INTEGER,
  "end_baseline" TEXT,
  "end_baseline.earliest" INTEGER,
  "end_baseline.latest" INTEGER,
  "end_forecast" TEXT,
  "end_forecast.earliest" INTEGER,
  "end_forecast.latest" INTEGER,
  "forecast_reason" TEXT,
  "progress" INTEGER,
  "slip_days" INTEGER,
  "rag_override" TEXT,
  "rag_reason" TEXT,
  "rag_expires" TEXT,
  "rag_expires.earliest" INTEGER,
  "rag_expires.latest" INTEGER,
  "version" TEXT,
  "aims" TEXT,
  "shape" TEXT,
  "governance" TEXT,
  "support" TEXT,
  "workforce" TEXT,
  "investment" TEXT,
  "engagement" TEXT,
  "monitoring" TEXT,
  "sign_off" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "plan.title" ON "plan" (archived, "title" COLLATE NOCASE);
CREATE INDEX "plan.kind" ON "plan" (archived, "kind.rank");
CREATE INDEX "plan.status" ON "plan" (archived, "status.rank");
CREATE INDEX "plan.start" ON "plan" (archived, "start.latest");
CREATE INDEX "plan.progress" ON "plan" (archived, "progress");

CREATE TABLE "deliverable" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "type" TEXT,
  "type.rank" INTEGER,
  "plan" TEXT,
  "parent" TEXT,
  "position" INTEGER,
  "theme" TEXT,
  "team" TEXT,
  "workstream" TEXT,
  "owner" TEXT,
  "baseline" TEXT,
  "baseline.earliest" INTEGER,
  "baseline.latest" INTEGER,
  "forecast" TEXT,
  "forecast.earliest" INTEGER,
  "forecast.latest" INTEGER,
  "forecast_reason" TEXT,
  "actual" TEXT,
  "actual.earliest" INTEGER,
  "actual.latest" INTEGER,
  "start" TEXT,
  "start.earliest" INTEGER,
  "start.latest" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "hold_until" TEXT,
  "hold_until.earliest" INTEGER,
  "hold_until.latest" INTEGER,
  "percent" INTEGER,
  "due" TEXT,
  "due.earliest" INTEGER,
  "due.latest" INTEGER,
  "slip_days" INTEGER,
  "slip_quarters" INTEGER,
  "extreme_risks" INTEGER,
  "open_severe_issues" INTEGER,
  "rag_override" TEXT,
  "rag_reason" TEXT,
  "rag_expires" TEXT,
  "rag_expires.earliest" INTEGER,
  "rag_expires.latest" INTEGER,
  "weight" INTEGER,
  "acceptance" TEXT,
  "gate_number" INTEGER,
  "sign_off_body" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "deliverable.title" ON "deliverable" (archived, "title" COLLATE NOCASE);
CREATE INDEX "deliverable.type" ON "deliverable" (archived, "type.rank");
CREATE INDEX "deliverable.position" ON "deliverable" (archived, "position");
CREATE INDEX "deliverable.baseline" ON "deliverable" (archived, "baseline.latest");
CREATE INDEX "deliverable.status" ON "deliverable" (archived, "status.rank");
CREATE INDEX "deliverable.due" ON "deliverable" (archived, "due.latest");
CREATE INDEX "deliverable.slip_days" ON "deliverable" (archived, "slip_days");

CREATE TABLE "action" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "text" TEXT,
  "plan" TEXT,
  "theme" TEXT,
  "scope" TEXT,
  "owner" TEXT,
  "oversight" TEXT,
  "body" TEXT,
  "baseline" TEXT,
  "baseline.earliest" INTEGER,
  "baseline.latest" INTEGER,
  "forecast" TEXT,
  "forecast.earliest" INTEGER,
  "forecast.latest" INTEGER,
  "forecast_reason" TEXT,
  "actual" TEXT,
  "actual.earliest" INTEGER,
  "actual.latest" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "hold_until" TEXT,
  "hold_until.earliest" INTEGER,
  "hold_until.latest" INTEGER,
  "percent" INTEGER,
  "due" TEXT,
  "due.earliest" INTEGER,
  "due.latest" INTEGER,
  "slip_days" INTEGER,
  "slip_quarters" INTEGER,
  "origin" TEXT,
  "position" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "action.text" ON "action" (archived, "text" COLLATE NOCASE);
CREATE INDEX "action.status" ON "action" (archived, "status.rank");
CREATE INDEX "action.due" ON "action" (archived, "due.latest");
CREATE INDEX "action.position" ON "action" (archived, "position");

CREATE TABLE "dependency" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "from" TEXT,
  "to" TEXT,
  "external" TEXT,
  "type" TEXT,
  "lag_days" INTEGER,
  "agreed" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "dependency.title" ON "dependency" (archived, "title" COLLATE NOCASE);

CREATE TABLE "risk" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "score" INTEGER,
  "band" TEXT,
  "trend" TEXT,
  "initial_score" INTEGER,
  "target_score" INTEGER,
  "likelihood" INTEGER,
  "impact" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_reason" TEXT,
  "accepted_by" TEXT,
  "owner" TEXT,
  "cause" TEXT,
  "event" TEXT,
  "effect" TEXT,
  "scope" TEXT,
  "programme" TEXT,
  "plan" TEXT,
  "workstream" TEXT,
  "category" TEXT,
  "category.rank" INTEGER,
  "raised" TEXT,
  "raised.earliest" INTEGER,
  "raised.latest" INTEGER,
  "proximity" TEXT,
  "proximity.earliest" INTEGER,
  "proximity.latest" INTEGER,
  "escalation_potential" TEXT,
  "escalation_potential.rank" INTEGER,
  "response" TEXT,
  "appetite" TEXT,
  "next_review" TEXT,
  "next_review.earliest" INTEGER,
  "next_review.latest" INTEGER,
  "review_months" INTEGER,
  "mitigations_current" INTEGER,
  "deliverables" TEXT,
  "kpis" TEXT,
  "confidential" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "risk.title" ON "risk" (archived, "title" COLLATE NOCASE);
CREATE INDEX "risk.score" ON "risk" (archived, "score");
CREATE INDEX "risk.initial_score" ON "risk" (archived, "initial_score");
CREATE INDEX "risk.target_score" ON "risk" (archived, "target_score");
CREATE INDEX "risk.status" ON "risk" (archived, "status.rank");
CREATE INDEX "risk.category" ON "risk" (archived, "category.rank");
CREATE INDEX "risk.raised" ON "risk" (archived, "raised.latest");
CREATE INDEX "risk.escalation_potential" ON "risk" (archived, "escalation_potential.rank");
CREATE INDEX "risk.next_review" ON "risk" (archived, "next_review.latest");

CREATE TABLE "assessment" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "risk" TEXT,
  "kind" TEXT,
  "kind.rank" INTEGER,
  "likelihood" INTEGER,
  "impact" INTEGER,
  "score" INTEGER,
  "stated_score" INTEGER,
  "rationale" TEXT,
  "on" TEXT,
  "on.earliest" INTEGER,
  "on.latest" INTEGER,
  "by" TEXT,
  "target_date" TEXT,
  "target_date.earliest" INTEGER,
  "target_date.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "assessment.kind" ON "assessment" (archived, "kind.rank");
CREATE INDEX "assessment.score" ON "assessment" (archived, "score");
CREATE INDEX "assessment.on" ON "assessment" (archived, "on.latest");

CREATE TABLE "mitigation" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "text" TEXT,
  "risk" TEXT,
  "kind" TEXT,
  "kind.rank" INTEGER,
  "owner" TEXT,
  "baseline" TEXT,
  "baseline.earliest" INTEGER,
  "baseline.latest" INTEGER,
  "forecast" TEXT,
  "forecast.earliest" INTEGER,
  "forecast.latest" INTEGER,
  "forecast_reason" TEXT,
  "actual" TEXT,
  "actual.earliest" INTEGER,
  "actual.latest" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "hold_until" TEXT,
  "hold_until.earliest" INTEGER,
  "hold_until.latest" INTEGER,
  "percent" INTEGER,
  "due" TEXT,
  "due.earliest" INTEGER,
  "due.latest" INTEGER,
  "effectiveness" TEXT,
  "gap" TEXT,
  "barrier" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "mitigation.text" ON "mitigation" (archived, "text" COLLATE NOCASE);
CREATE INDEX "mitigation.kind" ON "mitigation" (archived, "kind.rank");
CREATE INDEX "mitigation.status" ON "mitigation" (archived, "status.rank");
CREATE INDEX "mitigation.due" ON "mitigation" (archived, "due.latest");

CREATE TABLE "escalation" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "reason" TEXT,
  "record" TEXT,
  "from_body" TEXT,
  "to_body" TEXT,
  "on" TEXT,
  "on.earliest" INTEGER,
  "on.latest" INTEGER,
  "state" TEXT,
  "state.rank" INTEGER,
  "state_note" TEXT,
  "due" TEXT,
  "due.earliest" INTEGER,
  "due.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "escalation.reason" ON "escalation" (archived, "reason" COLLATE NOCASE);
CREATE INDEX "escalation.on" ON "escalation" (archived, "on.latest");
CREATE INDEX "escalation.state" ON "escalation" (archived, "state.rank");

CREATE TABLE "issue" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "severity" TEXT,
  "severity.rank" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "resolution" TEXT,
  "owner" TEXT,
  "raised" TEXT,
  "raised.earliest" INTEGER,
  "raised.latest" INTEGER,
  "description" TEXT,
  "scope" TEXT,
  "plan" TEXT,
  "risk" TEXT,
  "deliverables" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "issue.title" ON "issue" (archived, "title" COLLATE NOCASE);
CREATE INDEX "issue.severity" ON "issue" (archived, "severity.rank");
CREATE INDEX "issue.status" ON "issue" (archived, "status.rank");
CREATE INDEX "issue.raised" ON "issue" (archived, "raised.latest");

CREATE TABLE "assumption" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "text" TEXT,
  "owner" TEXT,
  "validate_by" TEXT,
  "validate_by.earliest" INTEGER,
  "validate_by.latest" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "scope" TEXT,
  "plan" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "assumption.text" ON "assumption" (archived, "text" COLLATE NOCASE);
CREATE INDEX "assumption.validate_by" ON "assumption" (archived, "validate_by.latest");
CREATE INDEX "assumption.status" ON "assumption" (archived, "status.rank");

CREATE TABLE "programme" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "area" TEXT,
  "status" TEXT,
  "status.rank" INTEGER,
  "sro" TEXT,
  "body" TEXT,
  "start" TEXT,
  "start.earliest" INTEGER,
  "start.latest" INTEGER,
  "end" TEXT,
  "end.earliest" INTEGER,
  "end.latest" INTEGER,
  "aliases" TEXT,
  "summary" TEXT,
  "low_to" INTEGER,
  "moderate_to" INTEGER,
  "high_to" INTEGER,
  "slip_tolerance" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "programme.name" ON "programme" (archived, "name" COLLATE NOCASE);
CREATE INDEX "programme.status" ON "programme" (archived, "status.rank");
CREATE INDEX "programme.start" ON "programme" (archived, "start.latest");

CREATE TABLE "workstream" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "kind" TEXT,
  "kind.rank" INTEGER,
  "programme" TEXT,
  "parent" TEXT,
  "sro" TEXT,
  "support" TEXT,
  "body" TEXT,
  "outcome" TEXT,
  "aliases" TEXT,
  "position" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "workstream.name" ON "workstream" (archived, "name" COLLATE NOCASE);
CREATE INDEX "workstream.kind" ON "workstream" (archived, "kind.rank");
CREATE INDEX "workstream.position" ON "workstream" (archived, "position");

CREATE TABLE "body" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "type" TEXT,
  "type.rank" INTEGER,
  "frequency" TEXT,
  "frequency.rank" INTEGER,
  "chair" TEXT,
  "chair_rotates" INTEGER,
  "scope" TEXT,
  "aliases" TEXT,
  "organisation" TEXT,
  "remit" TEXT,
  "delegated" TEXT,
  "agenda" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "body.name" ON "body" (archived, "name" COLLATE NOCASE);
CREATE INDEX "body.type" ON "body" (archived, "type.rank");
CREATE INDEX "body.frequency" ON "body" (archived, "frequency.rank");

CREATE TABLE "body_link" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "from" TEXT,
  "link" TEXT,
  "link.rank" INTEGER,
  "to" TEXT,
  "label" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "body-link.link" ON "body_link" (archived, "link.rank");

CREATE TABLE "membership" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "role" TEXT,
  "body" TEXT,
  "member" TEXT,
  "member.text" TEXT,
  "organisation" TEXT,
  "core" INTEGER,
  "voting" INTEGER,
  "from" TEXT,
  "from.earliest" INTEGER,
  "from.latest" INTEGER,
  "until" TEXT,
  "until.earliest" INTEGER,
  "until.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "membership.role" ON "membership" (archived, "role" COLLATE NOCASE);
CREATE INDEX "membership.member" ON "membership" (archived, "member.text" COLLATE NOCASE);

CREATE TABLE "meeting" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "body" TEXT,
  "date" TEXT,
  "date.earliest" INTEGER,
  "date.latest" INTEGER,
  "chair" TEXT,
  "attendees" TEXT,
  "agenda" TEXT,
  "papers" TEXT,
  "summary" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "meeting.title" ON "meeting" (archived, "title" COLLATE NOCASE);
CREATE INDEX "meeting.date" ON "meeting" (archived, "date.latest");

CREATE TABLE "decision" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "text" TEXT,
  "on" TEXT,
  "on.earliest" INTEGER,
  "on.latest" INTEGER,
  "body" TEXT,
  "meeting" TEXT,
  "about" TEXT,
  "rationale" TEXT,
  "supersedes" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "decision.text" ON "decision" (archived, "text" COLLATE NOCASE);
CREATE INDEX "decision.on" ON "decision" (archived, "on.latest");

CREATE TABLE "person" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "job_title" TEXT,
  "organisation" TEXT,
  "email" TEXT,
  "phone" TEXT,
  "aliases" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "person.name" ON "person" (archived, "name" COLLATE NOCASE);

CREATE TABLE "role" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "holder" TEXT,
  "holder.text" TEXT,
  "role" TEXT,
  "role.rank" INTEGER,
  "title" TEXT,
  "of" TEXT,
  "from" TEXT,
  "from.earliest" INTEGER,
  "from.latest" INTEGER,
  "until" TEXT,
  "until.earliest" INTEGER,
  "until.latest" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "role.holder" ON "role" (archived, "holder.text" COLLATE NOCASE);
CREATE INDEX "role.role" ON "role" (archived, "role.rank");

CREATE TABLE "post" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "role" TEXT,
  "table" TEXT,
  "table.rank" INTEGER,
  "scope" TEXT,
  "grade" TEXT,
  "wte" INTEGER,
  "count" INTEGER,
  "sessions" INTEGER,
  "cost" INTEGER,
  "start" TEXT,
  "start.earliest" INTEGER,
  "start.latest" INTEGER,
  "end" TEXT,
  "end.earliest" INTEGER,
  "end.latest" INTEGER,
  "how_filled" TEXT,
  "holder" TEXT,
  "position" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "post.role" ON "post" (archived, "role" COLLATE NOCASE);
CREATE INDEX "post.table" ON "post" (archived, "table.rank");
CREATE INDEX "post.cost" ON "post" (archived, "cost");
CREATE INDEX "post.start" ON "post" (archived, "start.latest");
CREATE INDEX "post.position" ON "post" (archived, "position");

CREATE TABLE "stakeholder" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "influence" TEXT,
  "influence.rank" INTEGER,
  "interest" TEXT,
  "interest.rank" INTEGER,
  "scope" TEXT,
  "lead" TEXT,
  "message" TEXT,
  "organisation" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "stakeholder.name" ON "stakeholder" (archived, "name" COLLATE NOCASE);
CREATE INDEX "stakeholder.influence" ON "stakeholder" (archived, "influence.rank");
CREATE INDEX "stakeholder.interest" ON "stakeholder" (archived, "interest.rank");

CREATE TABLE "engagement" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "activity" TEXT,
  "stakeholder" TEXT,
  "scope" TEXT,
  "lead" TEXT,
  "date" TEXT,
  "date.earliest" INTEGER,
  "date.latest" INTEGER,
  "status" TEXT,
  "status.rank" INTEGER,
  "status_note" TEXT,
  "hold_until" TEXT,
  "hold_until.earliest" INTEGER,
  "hold_until.latest" INTEGER,
  "percent" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "engagement.activity" ON "engagement" (archived, "activity" COLLATE NOCASE);
CREATE INDEX "engagement.date" ON "engagement" (archived, "date.latest");
CREATE INDEX "engagement.status" ON "engagement" (archived, "status.rank");

CREATE TABLE "kpi" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "name" TEXT,
  "impact" TEXT,
  "theme" TEXT,
  "scope" TEXT,
  "owner" TEXT,
  "target" TEXT,
  "target_number" INTEGER,
  "direction" TEXT,
  "unit" TEXT,
  "baseline" INTEGER,
  "validation" TEXT,
  "validation.earliest" INTEGER,
  "validation.latest" INTEGER,
  "latest" INTEGER,
  "state" TEXT,
  "workstream" TEXT,
  "deliverables" TEXT,
  "position" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "kpi.name" ON "kpi" (archived, "name" COLLATE NOCASE);
CREATE INDEX "kpi.theme" ON "kpi" (archived, "theme" COLLATE NOCASE);
CREATE INDEX "kpi.validation" ON "kpi" (archived, "validation.latest");
CREATE INDEX "kpi.position" ON "kpi" (archived, "position");

CREATE TABLE "measurement" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "kpi" TEXT,
  "value" INTEGER,
  "period" TEXT,
  "period.earliest" INTEGER,
  "period.latest" INTEGER,
  "comment" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "measurement.value" ON "measurement" (archived, "value");
CREATE INDEX "measurement.period" ON "measurement" (archived, "period.latest");

CREATE TABLE "budget" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "scope" TEXT,
  "programme" TEXT,
  "period" TEXT,
  "period.earliest" INTEGER,
  "period.latest" INTEGER,
  "months" INTEGER,
  "stated_total" INTEGER,
  "total" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "budget.title" ON "budget" (archived, "title" COLLATE NOCASE);
CREATE INDEX "budget.period" ON "budget" (archived, "period.latest");

CREATE TABLE "budget_section" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "budget" TEXT,
  "kind" TEXT,
  "number" INTEGER,
  "position" INTEGER,
  "funding_class" TEXT,
  "funding_source" TEXT,
  "stated_subtotal" INTEGER,
  "stated_running" INTEGER,
  "restarts" INTEGER,
  "subtotal" INTEGER,
  "covers" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "budget-section.title" ON "budget_section" (archived, "title" COLLATE NOCASE);
CREATE INDEX "budget-section.position" ON "budget_section" (archived, "position");

CREATE TABLE "budget_line" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "role" TEXT,
  "section" TEXT,
  "position" INTEGER,
  "band" TEXT,
  "wte" INTEGER,
  "people" INTEGER,
  "days_a_week" INTEGER,
  "days" INTEGER,
  "rate" INTEGER,
  "amount" INTEGER,
  "computed" INTEGER,
  "quoted_days" INTEGER,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "budget-line.role" ON "budget_line" (archived, "role" COLLATE NOCASE);
CREATE INDEX "budget-line.position" ON "budget_line" (archived, "position");
CREATE INDEX "budget-line.amount" ON "budget_line" (archived, "amount");

CREATE TABLE "update" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "text" TEXT,
  "about" TEXT,
  "kind" TEXT,
  "on" TEXT,
  "on.earliest" INTEGER,
  "on.latest" INTEGER,
  "by" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "update.on" ON "update" (archived, "on.latest");

CREATE TABLE "finding" (
  rowid INTEGER PRIMARY KEY REFERENCES record (rowid),
  archived INTEGER NOT NULL,
  "title" TEXT,
  "about" TEXT,
  "severity" TEXT,
  "severity.rank" INTEGER,
  "rule" TEXT,
  "stated" TEXT,
  "computed" TEXT,
  "resolution" TEXT,
  "resolution.rank" INTEGER,
  "resolution_note" TEXT,
  "notes" TEXT,
  "source" TEXT
) STRICT;
CREATE INDEX "finding.title" ON "finding" (archived, "title" COLLATE NOCASE);
CREATE INDEX "finding.severity" ON "finding" (archived, "severity.rank");
CREATE INDEX "finding.resolution" ON "finding" (archived, "resolution.rank");
