import { Module, type DynamicModule } from '@nestjs/common'
import { CsvFileSource } from './files/csv-file.source.js'
import { JsonFileSource } from './files/json/json-file.source.js'
import { SourceFiles } from './files/source-files.js'
import { XmlFileSource } from './files/xml/xml-file.source.js'
import { YamlFileSource } from './files/yaml/yaml-file.source.js'
import { XlsxFileSource } from './files/xlsx/xlsx-file.source.js'
import { TsvFileSource } from './files/tsv/tsv-file.source.js'
import { IcingaObjectsSource } from './icinga/icinga-objects.source.js'
import { LdapSource } from './ldap/ldap.source.js'
import { MssqlQuerySource } from './mssql/mssql-query.source.js'
import { MysqlQuerySource } from './mysql/mysql-query.source.js'
import { PostgresqlQuerySource } from './postgresql/postgresql-query.source.js'
import { SqliteQuerySource } from './sqlite/sqlite-query.source.js'
import { RestApiSource } from './rest/rest-api.source.js'

/** The import source types delivered with the product; found by the registry like anybody else's. */
@Module({
  providers: [
    CsvFileSource,
    JsonFileSource,
    XmlFileSource,
    YamlFileSource,
    XlsxFileSource,
    TsvFileSource,
    IcingaObjectsSource,
    LdapSource,
    MssqlQuerySource,
    MysqlQuerySource,
    PostgresqlQuerySource,
    SqliteQuerySource,
    RestApiSource,
    { provide: SourceFiles, useFactory: () => new SourceFiles(process.cwd()) },
  ],
})
export class SourcesModule {
  /**
   * The same, with relative file paths counted from `baseDirectory` instead of the working directory.
   *
   * @param allowedDirectories where files may lie; without them everywhere
   */
  static forFilesIn(baseDirectory: string, allowedDirectories?: readonly string[]): DynamicModule {
    return {
      module: SourcesModule,
      providers: [{ provide: SourceFiles, useValue: new SourceFiles(baseDirectory, allowedDirectories) }],
    }
  }
}
