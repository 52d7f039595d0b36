create function public.save_document_letterhead(p_tenant_id uuid, p_city text, p_lines text)
returns void
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.require_admin(p_tenant_id);
  insert into public.document_letterheads (tenant_id, city, lines)
  values (p_tenant_id, app.trimmed(p_city, 100), nullif(left(app.normalize_lines(left(p_lines, 1000)), 400), ''))
  on conflict (tenant_id) do update set city = excluded.city, lines = excluded.lines;
end;
$$;
comment on function public.save_document_letterhead(uuid, text, text) is
  'Caller: owner or admin. The city that documents are dated in, and the lines below the clinic''s name. Errors: PT401 not_signed_in, PT403 not_a_member, PT403 forbidden.';
revoke execute on function public.save_document_letterhead(uuid, text, text) from public, anon, authenticated;
grant execute on function public.save_document_letterhead(uuid, text, text) to authenticated;
