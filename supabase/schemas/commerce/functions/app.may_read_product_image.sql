create function app.may_read_product_image(p_path text)
returns boolean
language plpgsql
stable
security definer
set search_path = ''
as $$
begin
  -- an upload that has just been put is seen by whoever put it: storing it answers with its row
  return exists (
    select from app.media_files m
    left join public.product_images i on i.tenant_id = m.tenant_id and i.id = m.id
    where m.tenant_id in (select app.my_tenant_ids_as(array['owner', 'admin', 'supervisor', 'operator'])) and m.bucket = 'product-images'
      and m.path = p_path and (m.state = 'stored' and (i.id is not null or m.uploaded_by = auth.uid())
        or m.state = 'uploading' and m.uploaded_by = auth.uid()));
end;
$$;
comment on function app.may_read_product_image(text) is 'Whether the caller may open an object of product-images. Asked by the policies of storage.objects.';
revoke execute on function app.may_read_product_image(text) from public, anon, authenticated;
grant execute on function app.may_read_product_image(text) to authenticated, service_role;
