CREATE TABLE "passkey_challenges" (
	"id" uuid PRIMARY KEY NOT NULL,
	"challenge" text NOT NULL,
	"session_id" uuid,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "passkeys" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"name" text NOT NULL,
	"credential_id" text NOT NULL,
	"public_key" "bytea" NOT NULL,
	"counter" bigint NOT NULL,
	"transports" text[] NOT NULL,
	"is_backed_up" boolean NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone,
	CONSTRAINT "passkeys_credential_id_unique" UNIQUE("credential_id")
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"due_at" timestamp with time zone NOT NULL,
	"revokes_credentials" boolean NOT NULL,
	"cancelled_at" timestamp with time zone,
	"erased_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "person_exports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"person_id" uuid NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"percent" integer NOT NULL,
	"ready_at" timestamp with time zone,
	"expires_at" timestamp with time zone,
	"digest" text,
	"bytes" "bytea"
);
--> statement-breakpoint
ALTER TABLE "submissions" DROP CONSTRAINT "submissions_snapshot_digest_blobs_digest_fk";
--> statement-breakpoint
ALTER TABLE "credentials" ALTER COLUMN "document" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "device" text;--> statement-breakpoint
ALTER TABLE "passkeys" ADD CONSTRAINT "passkeys_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "erasures" ADD CONSTRAINT "erasures_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_exports" ADD CONSTRAINT "person_exports_person_id_people_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."people"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "passkey_challenges_expiry" ON "passkey_challenges" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "passkeys_person" ON "passkeys" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "erasures_one_waiting" ON "erasures" USING btree ("person_id") WHERE "erasures"."cancelled_at" is null and "erasures"."erased_at" is null;--> statement-breakpoint
CREATE INDEX "person_exports_person" ON "person_exports" USING btree ("person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_exports_one_waiting" ON "person_exports" USING btree ("person_id") WHERE "person_exports"."ready_at" is null;--> statement-breakpoint
-- A submission needs its snapshot when it is written, and keeps the digest alone once its learner is erased.
CREATE FUNCTION terakoya_snapshot_is_stored() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM 1 FROM blobs WHERE digest = NEW.snapshot_digest FOR KEY SHARE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'snapshot % is not stored', NEW.snapshot_digest USING ERRCODE = 'foreign_key_violation';
  END IF;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER submissions_snapshot_is_stored BEFORE INSERT ON submissions
  FOR EACH ROW EXECUTE FUNCTION terakoya_snapshot_is_stored();--> statement-breakpoint
-- Saves are appended, never edited; the one way out is that of somebody whose time to change their mind is over.
CREATE FUNCTION terakoya_erase_saves(erased uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM erasures e WHERE e.person_id = erased AND e.cancelled_at IS NULL AND e.erased_at IS NULL
      AND e.due_at <= now()) THEN
    RAISE EXCEPTION 'no erasure of % is due', erased;
  END IF;
  DELETE FROM workspace_saves s USING workspaces w WHERE w.id = s.workspace_id AND w.learner_id = erased;
END $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION terakoya_erase_saves FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION terakoya_erase_saves TO terakoya_app;
