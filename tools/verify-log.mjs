#!/usr/bin/env node
// Verifies an exported audit log without any of the program's code: node tools/verify-log.mjs LOG [CHECKPOINT …]
// LOG is what `./genomlys log export` wrote; a CHECKPOINT is a file of `./genomlys log checkpoint` that was kept elsewhere.
// Exit code 0 and a line of JSON when the log is what was signed; 1 and what is wrong when it is not.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [file, ...kept] = process.argv.slice(2);
if (!file) {
    console.error('node tools/verify-log.mjs LOG [CHECKPOINT …]');
    process.exit(2);
}
const faults = [];
const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest();
const netstring = text => `${Buffer.byteLength(text)}:${text},`;
const leafOf = texts => sha256(Buffer.from([0]), texts.map(netstring).join(''));
const nodeOf = (left, right) => sha256(Buffer.from([1]), left, right);

// RFC 6962, 2.1: whole subtrees, largest first.
const subtrees = [];
let size = 0;

function grow(leaf) {
    let grown = leaf;
    for (let n = size; n % 2 === 1; n = Math.floor(n / 2))
        grown = nodeOf(subtrees.pop(), grown);
    subtrees.push(grown);
    size++;
}

const root = () => subtrees.length === 0 ? sha256('') : subtrees.slice(0, -1).reduceRight((right, left) => nodeOf(left, right), subtrees.at(-1));

function isSigned({ log, size, root, at, signature, publicKey }) {
    try {
        const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
        return key.asymmetricKeyDetails.namedCurve === 'prime256v1'
            && sha256(publicKey).toString('hex').slice(0, 32) === log
            && verify('sha256', Buffer.from(`genomlys-log\n${log}\n${size}\n${root}\n${at}\n`), { key, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64'));
    } catch {
        return false;
    }
}

const elsewhere = kept.map(path => JSON.parse(readFileSync(path, 'utf8')));
let head = null, signedTo = 0, checkpoints = 0;

function check(point, where) {
    if (!isSigned(point))
        faults.push(`${where}: the checkpoint over ${point.size} events is not genuine`);
    else if (head && point.log !== head.log)
        faults.push(`${where}: the checkpoint is of another log`);
    else if (point.root !== root().toString('hex'))
        faults.push(`${where}: at ${point.size} events the log gives another root`);
}

const identities = new Set();
for await (const line of createInterface({ input: createReadStream(file) })) {
    let said;
    try {
        said = JSON.parse(line);
    } catch {
        faults.push(`line ${size + checkpoints + 2}: not JSON`);
        break;
    }
    if (Array.isArray(said)) {
        if (said.length !== 13 || said.some(text => typeof text !== 'string')) {
            faults.push(`event ${size}: not an event`);
            break;
        }
        if (identities.has(said[0]))
            faults.push(`event ${size}: told twice`);
        identities.add(said[0]);
        grow(leafOf(said));
        for (const point of elsewhere.filter(p => p.size === size))
            check(point, 'kept elsewhere');
    } else if (said.checkpoint) {
        checkpoints++;
        if (said.checkpoint.size !== size)
            faults.push(`a checkpoint over ${said.checkpoint.size} events stands after ${size}`);
        else
            check(said.checkpoint, 'in the log');
        signedTo = size;
    } else if (head === null && said.log && said.publicKey)
        head = said;
    else
        faults.push(`after event ${size}: unknown line`);
}
if (head === null)
    faults.push('the log does not say which it is');
if (signedTo !== size)
    faults.push(`${size - signedTo} events after the last checkpoint`);
for (const point of elsewhere.filter(p => p.size > size))
    faults.push(`cut short: the log has ${size} events, a checkpoint kept elsewhere is over ${point.size}`);
for (const fault of faults)
    console.error(fault);
console.log(JSON.stringify({ events: size, checkpoints, root: root().toString('hex'), isSound: faults.length === 0 }));
process.exit(faults.length === 0 ? 0 : 1);
