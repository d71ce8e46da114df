-- Three roles (DESIGN §3): the owner migrates, terakoya_app serves web and worker, terakoya_runner sees lab tables only.
-- server/platform/db/prepare.ts creates them; a test proves what each can reach.
GRANT terakoya_app TO CURRENT_USER;--> statement-breakpoint
REVOKE ALL ON SCHEMA public FROM PUBLIC;--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO terakoya_app, terakoya_runner;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO terakoya_app;--> statement-breakpoint
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO terakoya_app;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO terakoya_app;--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO terakoya_app;--> statement-breakpoint

-- Facts are appended, never edited, not even by our own processes.
REVOKE UPDATE, DELETE ON audit_events, audit_links, audit_batches, stage_events, submissions, workspace_saves, question_answers,
  content_versions, content_files, cohort_baselines FROM terakoya_app;--> statement-breakpoint

GRANT SELECT ON content_versions, content_files, submissions, lab_proofs TO terakoya_runner;--> statement-breakpoint
GRANT SELECT, INSERT ON blobs, workspace_saves TO terakoya_runner;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON workspace_files TO terakoya_runner;--> statement-breakpoint
GRANT SELECT ON workspaces, grading_jobs TO terakoya_runner;--> statement-breakpoint
GRANT UPDATE (revision) ON workspaces TO terakoya_runner;--> statement-breakpoint
GRANT UPDATE (tries, leased_at, lease_expires_at, leased_by, finished_at, outcome, score, is_passed, result_digest, grader_digest,
  image_digest, result) ON grading_jobs TO terakoya_runner;--> statement-breakpoint
GRANT SELECT (id, seed, mode, version_id, workspace_id) ON attempts TO terakoya_runner;--> statement-breakpoint

-- Jobs are rows of graphile-worker, whose tables belong to terakoya_app; the runner reaches them through this door alone.
CREATE FUNCTION terakoya_enqueue(task text, payload json, key text, run_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF session_user = 'terakoya_runner' AND NOT (task = 'event' AND payload->>'name' LIKE 'assessment.%') THEN
    RAISE EXCEPTION 'terakoya_runner may not enqueue %', task;
  END IF;
  PERFORM graphile_worker.add_job(task, payload, job_key => key, run_at => run_at, max_attempts => 12);
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION terakoya_enqueue FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION terakoya_enqueue TO terakoya_app, terakoya_runner;
