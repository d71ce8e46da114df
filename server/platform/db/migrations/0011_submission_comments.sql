CREATE TABLE "submission_comment_texts" (
	"entry_id" uuid PRIMARY KEY NOT NULL,
	"path" text,
	"line" integer,
	"text" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "submission_comments" (
	"id" uuid PRIMARY KEY NOT NULL,
	"comment_id" uuid NOT NULL,
	"submission_id" uuid NOT NULL,
	"author_id" uuid NOT NULL,
	"answers" uuid,
	"kind" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "submission_comment_texts" ADD CONSTRAINT "submission_comment_texts_entry_id_submission_comments_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."submission_comments"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "submission_comments" ADD CONSTRAINT "submission_comments_submission_id_submissions_id_fk" FOREIGN KEY ("submission_id") REFERENCES "public"."submissions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "submission_comments_submission" ON "submission_comments" USING btree ("submission_id","at");--> statement-breakpoint
-- What was said stays said; only the words can be erased.
REVOKE UPDATE, DELETE ON submission_comments FROM terakoya_app;--> statement-breakpoint
REVOKE UPDATE ON submission_comment_texts FROM terakoya_app;
