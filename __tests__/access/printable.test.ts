import { answer } from '../../access/command';
import { synthesizedOutput } from '../support/synthesized-output';
import { element } from './support/matrices';

const name = 'a\u001b]0;b\u0007\n::error::c\u202ed';

test.each([
  ['in a terminal', []],
  ['as Markdown', ['--markdown']],
  ['as a page', ['--html']],
  ['step by step', ['why', 'nobody', 'GET', 'notes/notes']],
])('a name in a stack moves no cursor and begins no line: %s', (_, args) => {
  const output = synthesizedOutput();
  try {
    output.edit('notes', ({ resource }) => {
      const method = element(resource, 'aws_api_gateway_method', 'api-notes-GET');
      method['//'] = { metadata: { path: `notes/${name}` } };
      const groups = (resource['aws_cognito_user_group'] ??= {});
      groups['strange'] = { name, user_pool_id: '${aws_cognito_user_pool.notes-user-pool.id}' };
    });
    const text = answer([...args, '--output', output.folder]);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
    expect(text).not.toMatch(/^::/m);
    expect(text).toContain('\uFFFD');
  } finally {
    output.remove();
  }
});
