CREATE TABLE "lab_draft_files" (
	"draft_id" uuid NOT NULL,
	"path" text NOT NULL,
	"blob_digest" text,
	"revision" integer NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lab_draft_files_draft_id_path_pk" PRIMARY KEY("draft_id","path")
);
--> statement-breakpoint
CREATE TABLE "lab_draft_jobs" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"manifest_digest" text NOT NULL,
	"requested_by" uuid NOT NULL,
	"queued_at" timestamp with time zone NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"leased_at" timestamp with time zone,
	"lease_expires_at" timestamp with time zone,
	"leased_by" text,
	"progress" jsonb,
	"finished_at" timestamp with time zone,
	"outcome" text,
	"is_proven" boolean,
	"image_digest" text,
	"result" jsonb
);
--> statement-breakpoint
CREATE TABLE "lab_draft_saves" (
	"id" uuid PRIMARY KEY NOT NULL,
	"draft_id" uuid NOT NULL,
	"path" text NOT NULL,
	"blob_digest" text,
	"revision" integer NOT NULL,
	"saved_by" uuid NOT NULL,
	"saved_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lab_drafts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"lab_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"code" text NOT NULL,
	"titles" jsonb NOT NULL,
	"revision" integer NOT NULL,
	"created_by" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lab_drafts_lab_id_unique" UNIQUE("lab_id")
);
--> statement-breakpoint
CREATE TABLE "lab_publications" (
	"draft_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"version_id" uuid NOT NULL,
	"manifest_digest" text NOT NULL,
	"job_id" uuid NOT NULL,
	"published_by" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	CONSTRAINT "lab_publications_draft_id_number_pk" PRIMARY KEY("draft_id","number")
);
--> statement-breakpoint
ALTER TABLE "activities" ALTER COLUMN "module_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "lab_draft_files" ADD CONSTRAINT "lab_draft_files_draft_id_lab_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."lab_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_draft_files" ADD CONSTRAINT "lab_draft_files_blob_digest_blobs_digest_fk" FOREIGN KEY ("blob_digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_draft_jobs" ADD CONSTRAINT "lab_draft_jobs_draft_id_lab_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."lab_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_draft_jobs" ADD CONSTRAINT "lab_draft_jobs_manifest_digest_blobs_digest_fk" FOREIGN KEY ("manifest_digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_draft_saves" ADD CONSTRAINT "lab_draft_saves_draft_id_lab_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."lab_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_draft_saves" ADD CONSTRAINT "lab_draft_saves_blob_digest_blobs_digest_fk" FOREIGN KEY ("blob_digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_drafts" ADD CONSTRAINT "lab_drafts_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_publications" ADD CONSTRAINT "lab_publications_draft_id_lab_drafts_id_fk" FOREIGN KEY ("draft_id") REFERENCES "public"."lab_drafts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_publications" ADD CONSTRAINT "lab_publications_version_id_content_versions_id_fk" FOREIGN KEY ("version_id") REFERENCES "public"."content_versions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_publications" ADD CONSTRAINT "lab_publications_manifest_digest_blobs_digest_fk" FOREIGN KEY ("manifest_digest") REFERENCES "public"."blobs"("digest") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lab_publications" ADD CONSTRAINT "lab_publications_job_id_lab_draft_jobs_id_fk" FOREIGN KEY ("job_id") REFERENCES "public"."lab_draft_jobs"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lab_draft_jobs_draft" ON "lab_draft_jobs" USING btree ("draft_id","queued_at");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_draft_jobs_one_live" ON "lab_draft_jobs" USING btree ("draft_id") WHERE "lab_draft_jobs"."finished_at" is null;--> statement-breakpoint
CREATE INDEX "lab_draft_saves_path" ON "lab_draft_saves" USING btree ("draft_id","path","revision");--> statement-breakpoint
CREATE UNIQUE INDEX "lab_drafts_slug" ON "lab_drafts" USING btree ("organisation_id","slug");--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_owner_id_organisations_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "activities_owner_code" ON "activities" USING btree ("owner_id","code");--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_one_home" CHECK (("activities"."module_id" is null) <> ("activities"."owner_id" is null));--> statement-breakpoint
-- What was saved, proven and published stays as it was.
REVOKE UPDATE, DELETE ON lab_draft_saves, lab_publications FROM terakoya_app;--> statement-breakpoint
-- The runner takes work on drafts from their jobs alone: the files are blobs, named by the job's manifest.
GRANT SELECT ON lab_draft_jobs TO terakoya_runner;--> statement-breakpoint
GRANT UPDATE (tries, leased_at, lease_expires_at, leased_by, progress, finished_at, outcome, is_proven, image_digest, result) ON lab_draft_jobs
  TO terakoya_runner;
