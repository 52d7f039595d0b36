-- An import is over: it is audited, told, and what is kept for its undo goes when its days are over.
create function app.note_import_end(p_import public.imports, p_action text)
returns void
language plpgsql
set search_path = ''
as $$
begin
  perform set_config('request.jwt.claims', coalesce(nullif(current_setting('request.jwt.claims', true), ''),
    jsonb_build_object('sub', p_import.requested_by)::text), true);
  perform app.audit(p_import.tenant_id, p_action, 'import', p_import.id::text, null, jsonb_build_object('kind', p_import.kind,
    'file', p_import.file_name, 'created', p_import.created, 'updated', p_import.updated, 'rejected', p_import.rejected,
    'undone', p_import.undone, 'failure', p_import.failure));
  insert into app.jobs (tenant_id, kind, payload, dedupe_key, run_at)
  values (p_import.tenant_id, 'forget_import', jsonb_build_object('id', p_import.id), 'forget_import:' || p_import.id,
    coalesce(p_import.undo_until, now() + interval '7 days'))
  on conflict (tenant_id, dedupe_key) where dedupe_key is not null and finished_at is null do nothing;
  perform app.tell_import(p_import);
end;
$$;
revoke execute on function app.note_import_end(public.imports, text) from public, anon, authenticated;
