/**
 * Habits the design rules out, found in the syntax tree and not in the text, so that comments and strings may speak of
 * them. Which rule holds where follows from the path.
 */
import ts from 'typescript';
import { isTest, type TreeFile } from './source-tree.ts';

interface Habit {
  name: string;
  where: (path: string) => boolean;
  is: (node: ts.Node) => boolean;
}

/** Here the same input must always give the same answer: clock and chance come in through ports. */
const isReplayed = (path: string): boolean =>
  /^(commerce|conversations|webhooks)\/|^jobs\/handlers/.test(path) && !isTest(path);
/** Their helpers may pause between two looks, under a deadline, and say what was left out for want of a server. */
const isSuite = (path: string): boolean => path.endsWith('.test.ts');
const anywhere = (): boolean => true;

const HABITS: readonly Habit[] = [
  { name: 'enum', where: anywhere, is: ts.isEnumDeclaration },
  { name: 'class that is no error', where: anywhere, is: (node) => ts.isClassLike(node) && !extendsError(node) },
  {
    name: 'constructor parameter property',
    where: anywhere,
    is: (node) => ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent),
  },
  { name: 'console', where: (path) => !isTest(path), is: (node) => isMember(node, ['console'], /./) },
  { name: 'clock of its own', where: isReplayed, is: readsClock },
  { name: 'chance of its own', where: isReplayed, is: takesChance },
  {
    name: 'test left out',
    where: isSuite,
    is: (node) => isMember(node, ['it', 'test', 'describe', 'suite'], /^(skip|only|todo)$/),
  },
  { name: 'fixed sleep', where: isSuite, is: sleeps },
];

/** @returns `path:line name` for every habit met. */
export function habitsIn({ path, text }: TreeFile): string[] {
  const applicable = HABITS.filter(({ where }) => where(path));
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const line = () => String(source.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    for (const habit of applicable) if (habit.is(node)) found.push(`${path}:${line()} ${habit.name}`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function extendsError(node: ts.ClassLikeDeclaration): boolean {
  const parent = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
  return parent !== undefined && /Error|Refused$/.test(parent.expression.getText());
}

function isMember(node: ts.Node, objects: readonly string[], name: RegExp): boolean {
  if (!ts.isPropertyAccessExpression(node)) return false;
  return ts.isIdentifier(node.expression) && objects.includes(node.expression.text) && name.test(node.name.text);
}

function readsClock(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments?.length ?? 0) === 0;
  return isMember(node, ['Date', 'performance'], /^now$/) || isMember(node, ['process'], /^(hrtime|uptime)$/);
}

function takesChance(node: ts.Node): boolean {
  if (ts.isImportSpecifier(node)) return (node.propertyName ?? node.name).text.startsWith('random');
  return isMember(node, ['Math', 'crypto', 'globalThis'], /^(random|getRandomValues)/);
}

/** `await pause(50)`, and `await new Promise((done) => setTimeout(done, 50))` in whatever shape. */
function sleeps(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node))
    return /timers\/promises/.test(node.moduleSpecifier.getText()) && /setTimeout/.test(node.getText());
  if (!ts.isAwaitExpression(node) || !ts.isNewExpression(node.expression)) return false;
  return node.expression.expression.getText() === 'Promise' && /\bsetTimeout\(.*,\s*[\d_]+\)/s.test(node.getText());
}
