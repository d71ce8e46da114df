import { describe, expect, test } from 'vitest'
import { judgeMigration } from './judge-migration.ts'
import { listMigrations } from './migrations-on-disk.ts'

const judge = (sql: string) => {
  const { name: _, ...judgement } = judgeMigration({ name: 'x', sql })
  return judgement
}

describe('a migration', () => {
  test.each([
    ['CREATE TABLE "a" ("id" uuid);\nCREATE INDEX "i" ON "a" USING btree ("id");', [], [], [], true],
    ['ALTER TABLE "a" ADD COLUMN "b" text;', [], ['a'], [], true],
    ['CREATE UNIQUE INDEX "i" ON "a" USING btree ("id");', [], ['a'], [], true],
    ['CREATE INDEX CONCURRENTLY "i" ON "a" ("id");', [], [], [], true],
    ['ALTER TABLE "a" DROP COLUMN "b";', ['a.b'], ['a'], [], false],
    ['ALTER TABLE "a" ALTER COLUMN "b" SET DATA TYPE bigint;', ['a.b'], ['a'], [], false],
    ['ALTER TABLE "a" ALTER COLUMN "b" SET NOT NULL;', [], ['a'], [], false],
    ['DROP TABLE "a";', ['a'], [], [], false],
    ['DELETE FROM a WHERE true;', ['a'], [], [], false],
    ['UPDATE "a" SET "b" = 1;', [], [], ['a'], false],
    ['UPDATE "a" w SET "b" = 1 FROM c WHERE true;', [], [], ['a'], false],
    ['-- DROP TABLE a\nREVOKE DELETE ON a FROM b;', [], [], [], true],
    ['CREATE FUNCTION f() RETURNS void AS $$ BEGIN DELETE FROM a; END $$;', [], [], [], true],
    ['ALTER TABLE "a" RENAME COLUMN "b" TO "c";', [], ['a'], [], false],
  ])('%s', (sql, destroys, locks, rewrites, isAdditive) => {
    expect(judge(sql)).toEqual({ destroys, locks, rewrites, isAdditive })
  })

  test('of this checkout destroys nothing that people wrote', () => {
    expect(
      listMigrations()
        .map(judgeMigration)
        .flatMap(({ destroys }) => destroys),
    ).toEqual([])
  })
})
