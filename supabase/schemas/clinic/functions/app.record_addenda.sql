create function app.record_addenda(p_entry public.record_entries)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select coalesce(jsonb_agg(app.record_entry_json(a) order by a.created_at, a.id), '[]')
  from public.record_entries a
  where a.tenant_id = p_entry.tenant_id and a.addendum_to = p_entry.id and a.discarded_at is null;
$$;
comment on function app.record_addenda(public.record_entries) is 'What was added to an entry after it was signed, oldest first.';
revoke execute on function app.record_addenda(public.record_entries) from public, anon, authenticated;
