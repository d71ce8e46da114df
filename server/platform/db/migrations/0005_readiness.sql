CREATE TABLE "observation_notes" (
	"observation_id" uuid PRIMARY KEY NOT NULL,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "observation_seals" (
	"observation_id" uuid PRIMARY KEY NOT NULL,
	"key_id" text NOT NULL,
	"signature" text NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "observations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"enrolment_id" uuid NOT NULL,
	"role_code" text NOT NULL,
	"assessor_id" uuid NOT NULL,
	"observed_on" date NOT NULL,
	"place" text NOT NULL,
	"marks" jsonb NOT NULL,
	"is_met" boolean NOT NULL,
	"digest" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"corrects" uuid
);
--> statement-breakpoint
CREATE TABLE "readiness_events" (
	"id" uuid PRIMARY KEY NOT NULL,
	"learner_id" uuid NOT NULL,
	"role_code" text NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"valid_until" timestamp with time zone,
	"evidence_ids" uuid[] NOT NULL,
	"observation_id" uuid
);
--> statement-breakpoint
ALTER TABLE "observation_notes" ADD CONSTRAINT "observation_notes_observation_id_observations_id_fk" FOREIGN KEY ("observation_id") REFERENCES "public"."observations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "observation_seals" ADD CONSTRAINT "observation_seals_observation_id_observations_id_fk" FOREIGN KEY ("observation_id") REFERENCES "public"."observations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "observations_learner" ON "observations" USING btree ("learner_id","role_code");--> statement-breakpoint
CREATE INDEX "observations_enrolment" ON "observations" USING btree ("enrolment_id");--> statement-breakpoint
CREATE UNIQUE INDEX "observations_corrects" ON "observations" USING btree ("corrects");--> statement-breakpoint
CREATE INDEX "readiness_events_learner" ON "readiness_events" USING btree ("learner_id","role_code");--> statement-breakpoint
-- Who was ready when, and what an assessor signed, is appended, never edited.
REVOKE UPDATE, DELETE ON observations, observation_seals, readiness_events FROM terakoya_app;
