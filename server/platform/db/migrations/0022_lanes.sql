ALTER TABLE "grading_jobs" ADD COLUMN "lane" text DEFAULT coalesce(current_setting('terakoya.lane', true), '') NOT NULL;--> statement-breakpoint
CREATE OR REPLACE FUNCTION terakoya_enqueue(task text, payload json, key text, run_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE lane text := coalesce(nullif(current_setting('terakoya.lane', true), '') || ':', '');
BEGIN
  IF session_user = 'terakoya_runner'
    AND NOT (task = 'event' AND (payload->>'name' LIKE 'assessment.%' OR payload->>'name' = 'labs.draftProved')) THEN
    RAISE EXCEPTION 'terakoya_runner may not enqueue %', task;
  END IF;
  PERFORM graphile_worker.add_job(lane || task, payload, job_key => lane || key, run_at => run_at, max_attempts => 12);
END $$;
