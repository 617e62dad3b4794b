import type {ImportProgress, ImportResult} from '../../server/contract/bulk.ts';
import type {ErrorBody} from '../../server/contract/errors.ts';
import type {ManagerContext} from './context.ts';

interface ImportLine {
  progress?: ImportProgress;
  result?: ImportResult;
  error?: ErrorBody;
}

/** Sends the file as it is, and hears how far it is. Throws what the service says when it cannot go on. */
export async function sendFile(
  {client, signal}: ManagerContext,
  file: Blob,
  dryRun: boolean,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportResult> {
  const response = await client.request(`v1/invitations/import?dryRun=${dryRun}`, {
    method: 'POST',
    body: file,
    headers: {'Content-Type': 'text/csv', Accept: 'application/x-ndjson'},
    signal,
  });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (;;) {
    const chunk = await reader?.read();
    const lines = (text + decoder.decode(chunk?.value, {stream: true})).split('\n');
    text = lines.pop() ?? '';
    for (const line of lines) {
      const {progress, result, error} = JSON.parse(line) as ImportLine;
      if (progress) onProgress(progress);
      if (result) return result;
      // `ApiError` is the script's own; this is read like one.
      if (error) throw Object.assign(new Error(error.message), error);
    }
    if (!chunk?.value) throw new TypeError('The answer broke off.');
  }
}
