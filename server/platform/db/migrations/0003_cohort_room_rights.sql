-- What happened to an enrolment is appended, never edited; what was written beside it may be erased.
REVOKE UPDATE, DELETE ON enrolment_events FROM terakoya_app;--> statement-breakpoint
-- Work done before this column existed keeps an import from being undone all the same.
UPDATE enrolments SET worked_at = first.at
FROM (SELECT enrolment_id, min(requested_at) AS at FROM attempts WHERE enrolment_id IS NOT NULL GROUP BY enrolment_id) AS first
WHERE first.enrolment_id = enrolments.id;
