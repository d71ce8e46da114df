CREATE TABLE "quotas" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"organisation_id" uuid,
	"value" integer NOT NULL,
	"reason" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "organisation_id" uuid;--> statement-breakpoint
ALTER TABLE "workspaces" ADD COLUMN "max_bytes" integer DEFAULT 20000000 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "quotas_one_of_site" ON "quotas" USING btree ("kind") WHERE "quotas"."organisation_id" is null and "quotas"."ended_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "quotas_one_of_organisation" ON "quotas" USING btree ("organisation_id","kind") WHERE "quotas"."organisation_id" is not null and "quotas"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "workspaces_organisation" ON "workspaces" USING btree ("organisation_id") WHERE "workspaces"."organisation_id" is not null;--> statement-breakpoint
UPDATE "workspaces" w SET "organisation_id" = c."partner_id" FROM "attempts" a
  JOIN "enrolments" e ON e."id" = a."enrolment_id" JOIN "cohorts" c ON c."id" = e."cohort_id" WHERE a."workspace_id" = w."id";--> statement-breakpoint
-- What was set stays known.
REVOKE DELETE ON quotas FROM terakoya_app;
