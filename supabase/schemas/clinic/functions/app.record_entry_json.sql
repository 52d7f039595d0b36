create function app.record_entry_json(p_entry public.record_entries)
returns jsonb
language sql
stable
set search_path = ''
as $$
  select to_jsonb(p_entry) - array['tenant_id', 'discarded_at', 'countersigned_by'] || jsonb_build_object(
    'is_mine', p_entry.author_id = auth.uid(),
    'awaits_me', p_entry.signed_at is not null and p_entry.countersigned_at is null and p_entry.countersigner_id = auth.uid(),
    'countersigner_name', case when p_entry.countersigner_id is not null then app.name_of_member(p_entry.countersigner_id) end);
$$;
comment on function app.record_entry_json(public.record_entries) is 'An entry with its content, as its readers get it.';
revoke execute on function app.record_entry_json(public.record_entries) from public, anon, authenticated;
