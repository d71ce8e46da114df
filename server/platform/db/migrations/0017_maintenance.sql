CREATE TABLE "backup_schedules" (
	"id" uuid PRIMARY KEY NOT NULL,
	"hour" integer,
	"keep" integer NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "backups" (
	"id" uuid PRIMARY KEY NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"trigger" text NOT NULL,
	"file" text NOT NULL,
	"bytes" bigint NOT NULL,
	"digest" text NOT NULL,
	"tables" integer NOT NULL,
	"rows" bigint NOT NULL,
	"migrations" integer NOT NULL,
	"version" text NOT NULL,
	"verified_at" timestamp with time zone,
	"verify_fault" text,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "maintenance_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"trigger" text NOT NULL,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"started_at" timestamp with time zone,
	"percent" integer DEFAULT 0 NOT NULL,
	"finished_at" timestamp with time zone,
	"fault" text,
	"backup_id" uuid,
	"result" jsonb
);
--> statement-breakpoint
CREATE INDEX "backups_taken" ON "backups" USING btree ("taken_at");--> statement-breakpoint
CREATE INDEX "maintenance_jobs_at" ON "maintenance_jobs" USING btree ("requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "maintenance_jobs_one_waiting" ON "maintenance_jobs" USING btree ("kind") WHERE "maintenance_jobs"."finished_at" is null;--> statement-breakpoint
-- What was done stays known.
REVOKE DELETE ON maintenance_jobs, backups, backup_schedules FROM terakoya_app;
