create function app.tg_tenants__recount_reports()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  perform app.recount_reports(new.id);
  return null;
end;
$$;
comment on function app.tg_tenants__recount_reports() is 'Another time zone has other days. Definer: whoever changes the clinic has no rights on app.report_days.';
revoke execute on function app.tg_tenants__recount_reports() from public, anon, authenticated;
