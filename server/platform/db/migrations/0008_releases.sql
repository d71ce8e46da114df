CREATE TABLE "release_seals" (
	"release_id" uuid PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "releases" (
	"id" uuid PRIMARY KEY NOT NULL,
	"programme_id" uuid NOT NULL,
	"owner_id" uuid NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by" text NOT NULL,
	"document" text NOT NULL,
	"document_digest" text NOT NULL,
	"facts_digest" text NOT NULL,
	"position" bigint NOT NULL,
	"cohort_ids" uuid[] NOT NULL,
	"transfer_ids" uuid[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "stage_events" ADD COLUMN "seq" bigserial NOT NULL;--> statement-breakpoint
ALTER TABLE "release_seals" ADD CONSTRAINT "release_seals_release_id_releases_id_fk" FOREIGN KEY ("release_id") REFERENCES "public"."releases"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_programme_id_programmes_id_fk" FOREIGN KEY ("programme_id") REFERENCES "public"."programmes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "releases" ADD CONSTRAINT "releases_owner_id_organisations_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "releases_once" ON "releases" USING btree ("programme_id","owner_id","facts_digest");--> statement-breakpoint
CREATE INDEX "releases_newest" ON "releases" USING btree ("programme_id","owner_id","published_at");--> statement-breakpoint
CREATE INDEX "stage_events_corrects" ON "stage_events" USING btree ("corrects");--> statement-breakpoint
-- What was published stays as it was published.
REVOKE UPDATE, DELETE ON releases, release_seals FROM terakoya_app;
