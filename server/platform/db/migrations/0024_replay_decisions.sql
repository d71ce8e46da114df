CREATE TABLE "replay_decisions" (
	"grading_job_id" uuid PRIMARY KEY NOT NULL,
	"decided_by" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "replay_decisions" ADD CONSTRAINT "replay_decisions_grading_job_id_grading_jobs_id_fk" FOREIGN KEY ("grading_job_id") REFERENCES "public"."grading_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- A decision stays as it was written.
REVOKE UPDATE, DELETE ON replay_decisions FROM terakoya_app;
