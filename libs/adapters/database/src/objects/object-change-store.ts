import { AppError } from '@director/errors'
import type { IcingaObject } from '@director/icinga-objects'
import { Injectable } from '@nestjs/common'
import type { NamedStatement, Transaction } from '../database.js'
import { sqlFile } from '../sql-file.js'
import type { ChangeAuthor, ModifiedObject, NewObject, StoredObject } from './stored-object.js'

const CREATE_OBJECTS = sqlFile('./create-objects.sql', import.meta.url)
const MODIFY_OBJECTS = sqlFile('./modify-objects.sql', import.meta.url)
const DELETE_OBJECTS = sqlFile('./delete-objects.sql', import.meta.url)

/**
 * Changes Icinga objects, a batch a statement. Every change writes its audit entry in the same statement; all of them
 * happen in the caller's transaction or not at all.
 */
@Injectable()
export class ObjectChangeStore {
  /** @throws AppError `object.exists` when a name is taken */
  async create(transaction: Transaction, objects: readonly NewObject[], author: ChangeAuthor): Promise<void> {
    if (objects.length === 0) return
    const batch = objects.map(({ object, ownerRule }) => ({
      ...content(object),
      type: object.type,
      ownerRule: ownerRule ?? null,
    }))
    await write(transaction, CREATE_OBJECTS, JSON.stringify(batch), author)
  }

  /** @throws AppError `object.changed-meanwhile`, `object.exists` when a new name is taken */
  async modify(
    transaction: Transaction,
    objects: readonly ModifiedObject[],
    author: ChangeAuthor,
  ): Promise<void> {
    if (objects.length === 0) return
    const batch = objects.map(({ before, after }) => ({
      ...content(after),
      id: before.id,
      revision: before.revision,
      before: content(before),
    }))
    const count = await write(transaction, MODIFY_OBJECTS, JSON.stringify(batch), author)
    if (count !== objects.length) throw changedMeanwhile(objects.length - count)
  }

  /** @returns how many existed and are gone now */
  async delete(
    transaction: Transaction,
    objects: readonly Pick<StoredObject, 'id'>[],
    author: ChangeAuthor,
  ): Promise<number> {
    if (objects.length === 0) return 0
    return write(
      transaction,
      DELETE_OBJECTS,
      objects.map((object) => object.id),
      author,
    )
  }
}

function content(object: IcingaObject) {
  const { name, kind, disabled, properties, vars, imports } = object
  return { name, kind, disabled, properties, vars, imports }
}

async function write(
  transaction: Transaction,
  statement: NamedStatement,
  batch: string | readonly string[],
  author: ChangeAuthor,
): Promise<number> {
  try {
    const rows = await transaction.query<{ count: number }>(statement, [
      batch,
      author.author,
      author.runId ?? null,
    ])
    return rows[0]?.count ?? 0
  } catch (error) {
    throw Object(error).code === UNIQUE_VIOLATION ? nameTaken(error) : error
  }
}

const UNIQUE_VIOLATION = '23505'

function nameTaken(error: unknown): AppError {
  const taken = /\(type, name\)=\((\w+), (.*)\) already exists/.exec(String(Object(error).detail))
  const object = taken === null ? 'an object of this name' : `${taken[1]} "${taken[2]}"`
  return new AppError('object.exists', `${object} exists already`, {
    remedy: 'Choose another name or edit the existing object',
    cause: error,
  })
}

function changedMeanwhile(count: number): AppError {
  return new AppError('object.changed-meanwhile', 'somebody else changed the same objects at the same time', {
    received: `${count} changed or deleted objects`,
    remedy: 'Nothing was written; try again',
    details: { count },
  })
}
