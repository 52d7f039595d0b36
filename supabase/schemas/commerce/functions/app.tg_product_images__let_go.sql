-- A picture that no product has any more is removed by the next sweep of what expired.
create function app.tg_product_images__let_go()
returns trigger
language plpgsql
security definer
set search_path = ''
as $$
begin
  update app.media_files f set expires_at = now()
  where f.tenant_id = old.tenant_id and f.id = old.id and f.state <> 'doomed';
  return null;
end;
$$;
revoke execute on function app.tg_product_images__let_go() from public, anon, authenticated;
