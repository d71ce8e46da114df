-- The runner tells that a proof of a draft ended, beside what grading causes.
CREATE OR REPLACE FUNCTION terakoya_enqueue(task text, payload json, key text, run_at timestamptz) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF session_user = 'terakoya_runner'
    AND NOT (task = 'event' AND (payload->>'name' LIKE 'assessment.%' OR payload->>'name' = 'labs.draftProved')) THEN
    RAISE EXCEPTION 'terakoya_runner may not enqueue %', task;
  END IF;
  PERFORM graphile_worker.add_job(task, payload, job_key => key, run_at => run_at, max_attempts => 12);
END $$;
