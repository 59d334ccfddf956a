/** Imports every package the app is built on, and does nothing with them. */
import '@fluent/bundle';
import '@grammyjs/conversations';
import 'better-sqlite3';
import 'cockatiel';
import 'fastify';
import 'grammy';
import 'kysely';
import 'libphonenumber-js';
import 'pino';
import 'qrcode';
import 'undici';
import 'zod';
