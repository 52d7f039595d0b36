create function app.note_contact_erasure(p_tenant_id uuid, p_kind text, p_code text)
returns void
language sql
set search_path = ''
as $$
  select app.log_sync(p_tenant_id, 'out', p_kind, null, jsonb_build_object('code', p_code));
$$;
comment on function app.note_contact_erasure(uuid, text, text) is
  'Caller: the job erase_contact: erased, or failed with the code of Dinamize. A line of the log that names nobody.';
revoke execute on function app.note_contact_erasure(uuid, text, text) from public, anon, authenticated;
grant execute on function app.note_contact_erasure(uuid, text, text) to service_role;
