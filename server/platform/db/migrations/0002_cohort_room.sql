CREATE TABLE "enrolment_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"cohort_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text,
	"starts_on" date NOT NULL,
	"ends_on" date,
	"to_enrolment_id" uuid,
	"corrects" uuid,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "enrolment_notes" (
	"event_id" uuid PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "roster_imports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"cohort_id" uuid NOT NULL,
	"file_digest" text NOT NULL,
	"enrolled" integer NOT NULL,
	"left_out" integer NOT NULL,
	"created_people" uuid[] NOT NULL,
	"invitations" uuid[] NOT NULL,
	"imported_at" timestamp with time zone NOT NULL,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "programmes" ADD COLUMN "owner_id" uuid;--> statement-breakpoint
ALTER TABLE "programmes" ADD COLUMN "starts_on" date;--> statement-breakpoint
ALTER TABLE "programmes" ADD COLUMN "ends_on" date;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "roster_name" text;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "worked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "enrolments" ADD COLUMN "transferred_from" uuid;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "country" text;--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "region" text;--> statement-breakpoint
ALTER TABLE "enrolment_notes" ADD CONSTRAINT "enrolment_notes_event_id_enrolment_events_id_fk" FOREIGN KEY ("event_id") REFERENCES "public"."enrolment_events"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "roster_imports" ADD CONSTRAINT "roster_imports_cohort_id_cohorts_id_fk" FOREIGN KEY ("cohort_id") REFERENCES "public"."cohorts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrolment_events_cohort" ON "enrolment_events" USING btree ("cohort_id");--> statement-breakpoint
CREATE UNIQUE INDEX "enrolment_events_corrects" ON "enrolment_events" USING btree ("corrects");--> statement-breakpoint
CREATE INDEX "roster_imports_cohort" ON "roster_imports" USING btree ("cohort_id");--> statement-breakpoint
ALTER TABLE "programmes" ADD CONSTRAINT "programmes_owner_id_organisations_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."organisations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "enrolments_import" ON "enrolments" USING btree ("import_id");