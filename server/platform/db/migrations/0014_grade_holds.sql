CREATE TABLE "grade_holds" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cohort_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"held_at" timestamp with time zone NOT NULL,
	"held_by" uuid NOT NULL,
	"released_at" timestamp with time zone,
	"released_by" uuid
);
--> statement-breakpoint
ALTER TABLE "grade_holds" ADD CONSTRAINT "grade_holds_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "grade_holds" ADD CONSTRAINT "grade_holds_activity_id_activities_id_fk" FOREIGN KEY ("activity_id") REFERENCES "public"."activities"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "grade_holds_standing" ON "grade_holds" USING btree ("cohort_id","activity_id") WHERE "grade_holds"."released_at" is null;--> statement-breakpoint
-- A hold is ended once and never taken away.
REVOKE UPDATE, DELETE ON grade_holds FROM terakoya_app;--> statement-breakpoint
GRANT UPDATE (released_at, released_by) ON grade_holds TO terakoya_app;
