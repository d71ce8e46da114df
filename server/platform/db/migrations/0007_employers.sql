CREATE TABLE "confirmation_links" (
	"id" uuid PRIMARY KEY NOT NULL,
	"placement_id" uuid NOT NULL,
	"day" integer NOT NULL,
	"secret_digest" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "confirmation_links_secret_digest_unique" UNIQUE("secret_digest")
);
--> statement-breakpoint
CREATE TABLE "consent_withdrawals" (
	"consent_id" uuid PRIMARY KEY NOT NULL,
	"withdrawn_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "consents" (
	"id" uuid PRIMARY KEY NOT NULL,
	"opening_id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"recipient_id" uuid NOT NULL,
	"country" text NOT NULL,
	"purpose" text NOT NULL,
	"items" text[] NOT NULL,
	"granted_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "disclosures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"consent_id" uuid NOT NULL,
	"viewer_id" uuid NOT NULL,
	"items" text[] NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "employer_requests" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name_en" text NOT NULL,
	"name_ja" text NOT NULL,
	"country" text NOT NULL,
	"purpose" text NOT NULL,
	"contact_name" text NOT NULL,
	"contact_email" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"decision" text,
	"reason" text,
	"decided_at" timestamp with time zone,
	"decided_by" text,
	"organisation_id" uuid
);
--> statement-breakpoint
CREATE TABLE "opening_notices" (
	"id" uuid PRIMARY KEY NOT NULL,
	"opening_id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"notified_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "openings" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role_code" text NOT NULL,
	"title" text NOT NULL,
	"place" text NOT NULL,
	"country" text NOT NULL,
	"terms" text NOT NULL,
	"purpose" text NOT NULL,
	"closes_on" date NOT NULL,
	"closed_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placement_facts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"placement_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"answer" text,
	"left_on" date,
	"at" timestamp with time zone NOT NULL,
	"by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placement_references" (
	"placement_id" uuid PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "placements" (
	"id" uuid PRIMARY KEY NOT NULL,
	"consent_id" uuid NOT NULL,
	"opening_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"learner_id" uuid NOT NULL,
	"role_code" text NOT NULL,
	"hours_per_week" integer NOT NULL,
	"contract" text NOT NULL,
	"starts_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" uuid NOT NULL
);
--> statement-breakpoint
ALTER TABLE "confirmation_links" ADD CONSTRAINT "confirmation_links_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consent_withdrawals" ADD CONSTRAINT "consent_withdrawals_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "public"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_opening_id_openings_id_fk" FOREIGN KEY ("opening_id") REFERENCES "public"."openings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "public"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opening_notices" ADD CONSTRAINT "opening_notices_opening_id_openings_id_fk" FOREIGN KEY ("opening_id") REFERENCES "public"."openings"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "openings" ADD CONSTRAINT "openings_organisation_id_organisations_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_facts" ADD CONSTRAINT "placement_facts_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_references" ADD CONSTRAINT "placement_references_placement_id_placements_id_fk" FOREIGN KEY ("placement_id") REFERENCES "public"."placements"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_consent_id_consents_id_fk" FOREIGN KEY ("consent_id") REFERENCES "public"."consents"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "confirmation_links_once" ON "confirmation_links" USING btree ("placement_id","day");--> statement-breakpoint
CREATE INDEX "consents_opening" ON "consents" USING btree ("opening_id");--> statement-breakpoint
CREATE INDEX "consents_learner" ON "consents" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "disclosures_consent" ON "disclosures" USING btree ("consent_id","at");--> statement-breakpoint
CREATE UNIQUE INDEX "employer_requests_waiting" ON "employer_requests" USING btree ("contact_email") WHERE "employer_requests"."decided_at" is null;--> statement-breakpoint
CREATE UNIQUE INDEX "opening_notices_once" ON "opening_notices" USING btree ("opening_id","learner_id");--> statement-breakpoint
CREATE INDEX "opening_notices_learner" ON "opening_notices" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "openings_organisation" ON "openings" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "openings_role" ON "openings" USING btree ("role_code");--> statement-breakpoint
CREATE UNIQUE INDEX "placement_facts_once" ON "placement_facts" USING btree ("placement_id","kind");--> statement-breakpoint
CREATE INDEX "placements_organisation" ON "placements" USING btree ("organisation_id");--> statement-breakpoint
CREATE INDEX "placements_learner" ON "placements" USING btree ("learner_id");--> statement-breakpoint
CREATE INDEX "placements_opening" ON "placements" USING btree ("opening_id","learner_id");--> statement-breakpoint
-- What a learner allowed and took back, who saw what, and what was said of a placement is appended, never edited.
REVOKE UPDATE, DELETE ON consents, consent_withdrawals, disclosures, placements, placement_facts FROM terakoya_app;
