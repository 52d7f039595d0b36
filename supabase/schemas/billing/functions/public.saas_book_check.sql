create function public.saas_book_check()
returns jsonb
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  perform app.require_saas_admin();
  return app.book_health() || jsonb_build_object('list', (
    select coalesce(jsonb_agg(to_jsonb(l) order by l.tenant_name, l.addon_type nulls first, l.fault), '[]')
    from (
      select f.tenant_id, t.name as tenant_name, f.addon_type, f.fault
      from jsonb_to_recordset((select b.faults from app.book_checks b order by b.checked_at desc, b.id desc limit 1))
        as f (tenant_id uuid, addon_type text, fault text)
      left join public.tenants t on t.id = f.tenant_id
      order by t.name, f.addon_type nulls first, f.fault
      limit 100
    ) l));
end;
$$;
comment on function public.saas_book_check() is
  'Caller: SaaS administrators. {checked_at, is_late, faults, list: [{tenant_id, tenant_name, addon_type, fault balance|chain|hold}]} of the last check, at most a hundred in the list; addon_type is null for WhatsApp credits, tenant_name for a clinic that was deleted since. Errors: PT401 not_signed_in, PT403 forbidden.';
revoke execute on function public.saas_book_check() from public, anon, authenticated;
grant execute on function public.saas_book_check() to authenticated;
