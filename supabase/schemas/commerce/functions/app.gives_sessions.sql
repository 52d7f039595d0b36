create function app.gives_sessions(p_tenant_id uuid, p_variant_id uuid)
returns boolean
language sql
stable
set search_path = ''
as $$
  select exists (
    select from public.product_variants v
    join public.products q on q.tenant_id = p_tenant_id and q.id = v.product_id
    join public.product_kinds k on k.key = q.kind and k.gives_sessions
    where v.tenant_id = p_tenant_id and v.id = p_variant_id);
$$;

comment on function app.gives_sessions(uuid, uuid) is
  'Whether what is sold is a package of sessions, which nobody hands over: it is the patient''s once it is paid.';
revoke execute on function app.gives_sessions(uuid, uuid) from public, anon, authenticated;
