create function public.note_list_export(p_tenant_id uuid, p_list text, p_format text, p_rows integer, p_filters jsonb default '{}')
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  if coalesce(p_list, '') !~ '^[a-z][a-z0-9-]{1,39}$' or coalesce(p_format, '') not in ('csv', 'xlsx') or p_rows is null or p_rows < 0
    or octet_length(coalesce(p_filters, '{}')::text) > 4000
  then
    raise sqlstate 'PT400' using message = 'invalid_filter';
  end if;
  perform app.audit(p_tenant_id, 'export.list_saved', 'export', p_list, null,
    jsonb_build_object('list', p_list, 'format', p_format, 'rows', p_rows, 'filters', coalesce(p_filters, '{}')));
end;
$$;
comment on function public.note_list_export(uuid, text, text, integer, jsonb) is
  'Caller: members, whose browser has saved a list as a file: the audit says which, how many rows and by what filters. Errors: PT401 not_signed_in, PT403 not_a_member, PT400 invalid_filter.';
revoke execute on function public.note_list_export(uuid, text, text, integer, jsonb) from public, anon, authenticated;
grant execute on function public.note_list_export(uuid, text, text, integer, jsonb) to authenticated;
