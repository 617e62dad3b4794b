import type {RequestHandler} from 'express';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {z} from 'zod';
import {CompressedFile} from './compression.ts';
import {ApiError} from './errors.ts';

/** What the build writes for hosts that pin a version. */
const integritySchema = z.object({version: z.string(), files: z.record(z.string(), z.string())});
type Integrity = z.infer<typeof integritySchema>;

interface Build {
  /** By their paths below `/embed/`. */
  files: Map<string, CompressedFile>;
  integrity: Integrity | undefined;
}

const script = /\.js$/;
/** The folder holds the compiled service too, which is nobody's business. */
const isPublic =
  /^(locales\/)?[\w-]+(\.[\w-]+)*\.js$|^(integrity|custom-elements|web-types|vscode\.\w+-custom-data)\.json$/;

/**
 * The element's built files, at `/embed/<file>`, and for ever the same at `/embed/<version>/<file>`. A script loads its
 * other files from where it came from, so those of a pinned one are pinned too.
 */
export function serveEmbed(publicUrl: string, folder: string): RequestHandler {
  let build: Build | undefined;
  return async (req, res, next) => {
    if (!/^(GET|HEAD)$/.test(req.method)) return next();
    build ??= readBuild(folder);
    const {files, integrity} = build;
    const path = req.path.slice(1);
    if (path === 'snippet.txt' && integrity) {
      res.set('Cache-Control', 'no-cache').type('text/plain').send(snippet(publicUrl, integrity));
      return;
    }
    const [, version, pinned = ''] = /^(\d+\.\d+\.\d+[\w.-]*)\/(.+)$/.exec(path) ?? [];
    if (version !== undefined && version !== integrity?.version) throw unknownVersion(version, integrity);
    const file = files.get(version === undefined ? path : pinned);
    if (!file) return next();
    const isPinned = version !== undefined && script.test(pinned);
    // Without a version hosts get what is new within minutes.
    res.set('Cache-Control', isPinned ? 'public, max-age=31536000, immutable' : 'public, max-age=300');
    res.type(script.test(path) ? 'text/javascript' : 'application/json');
    await file.send(req, res);
  };
}

/** The tags for a host's page, with the hash of the script as it is now. */
function snippet(publicUrl: string, {version, files}: Integrity): string {
  const name = 'zavu-partner-invite.js';
  return `<script
  type="module"
  src="${publicUrl}/embed/${version}/${name}"
  integrity="${files[name]}"
  crossorigin="anonymous"
></script>
<zavu-partner-invite session-url="/api/whatsapp-session">Loading…</zavu-partner-invite>
`;
}

function unknownVersion(version: string, integrity: Integrity | undefined): ApiError {
  const now = integrity ? `Here is ${integrity.version}; its tag is at /embed/snippet.txt.` : '';
  return new ApiError('not_found', `There is no version ${version} of the element here. ${now}`.trim());
}

function readBuild(folder: string): Build {
  const paths = ['', 'locales/'].flatMap((part) => {
    const inside = join(folder, part);
    return existsSync(inside) ? readdirSync(inside).map((name) => part + name) : [];
  });
  const files = new Map(
    paths
      .filter((path) => isPublic.test(path))
      .map((path) => [path, new CompressedFile(readFileSync(join(folder, path)))]),
  );
  const bytes = files.get('integrity.json')?.bytes;
  return {files, integrity: bytes && integritySchema.parse(JSON.parse(bytes.toString()))};
}
