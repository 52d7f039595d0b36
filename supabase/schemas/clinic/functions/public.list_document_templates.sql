create function public.list_document_templates(p_tenant_id uuid)
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_member(p_tenant_id);
  return (
    select coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'kind', t.kind, 'title', t.title, 'body', t.body, 'version', t.version,
      'archived_at', t.archived_at, 'is_default', t.is_default, 'is_changed', t.is_default and t.version > 0, 'councils', t.councils)
      order by k.position, t.place, app.normalize_text(t.title), t.id), '[]')
    from (
      select coalesce(o.id, d.id) as id, coalesce(o.kind, d.kind) as kind, coalesce(o.title, d.title) as title,
        coalesce(o.body, d.body) as body, coalesce(o.version, 0) as version, o.archived_at, d.id is not null as is_default,
        coalesce(d.councils, '{}') as councils, coalesce(d.position, 32767) as place
      from (select * from public.document_templates x where x.tenant_id = p_tenant_id) o
      full join app.default_document_templates d on d.id = o.id) t
    join public.document_kinds k on k.key = t.kind);
end;
$$;
comment on function public.list_document_templates(uuid) is
  'Caller: members. The templates of the clinic, its own and the product''s as it has changed them, archived ones too: [{id, kind, title, body, version (0: the product''s words), archived_at, is_default, is_changed, councils: for whose profession it is above all}]. Errors: PT401 not_signed_in, PT403 not_a_member.';
revoke execute on function public.list_document_templates(uuid) from public, anon, authenticated;
grant execute on function public.list_document_templates(uuid) to authenticated;
