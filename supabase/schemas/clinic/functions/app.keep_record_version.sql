create function app.keep_record_version(p_entry public.record_entries)
returns void
language sql
set search_path = ''
as $$
  insert into public.record_entry_versions (tenant_id, entry_id, version, kind, title, occurred_on, content, saved_by, saved_by_name)
  values (p_entry.tenant_id, p_entry.id, p_entry.version, p_entry.kind, p_entry.title, p_entry.occurred_on, p_entry.content,
    auth.uid(), app.name_of_member(auth.uid()))
  on conflict (tenant_id, entry_id, version) do nothing;
$$;
comment on function app.keep_record_version(public.record_entries) is 'Keeps what an entry says now as a version.';
revoke execute on function app.keep_record_version(public.record_entries) from public, anon, authenticated;
