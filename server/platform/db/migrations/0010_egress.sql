CREATE TABLE "egress_attempts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"purpose" text NOT NULL,
	"outcome" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "egress_destinations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"host" text NOT NULL,
	"port" integer NOT NULL,
	"purpose" text NOT NULL,
	"reason" text NOT NULL,
	"owner" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE INDEX "egress_attempts_at" ON "egress_attempts" USING btree ("at");--> statement-breakpoint
CREATE UNIQUE INDEX "egress_destinations_live" ON "egress_destinations" USING btree ("host","port","purpose") WHERE "egress_destinations"."ended_at" is null;--> statement-breakpoint
-- What was tried is written down once.
REVOKE UPDATE, DELETE ON egress_attempts FROM terakoya_app;
