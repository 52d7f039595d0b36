create function app.save_product_options(p_tenant_id uuid, p_product_id uuid, p_options jsonb)
returns void
language plpgsql
set search_path = ''
as $$
declare
  v_option record;
  v_name text;
  v_choices text[];
begin
  delete from public.product_options o where o.tenant_id = p_tenant_id and o.product_id = p_product_id;
  for v_option in select x.value as option, x.ordinality as position from jsonb_array_elements(coalesce(p_options, '[]')) with ordinality x loop
    v_name := app.trimmed(v_option.option ->> 'name', 40);
    v_choices := array(
      select min(app.trimmed(c.value, 40)) from jsonb_array_elements_text(v_option.option -> 'choices') with ordinality c
      where app.trimmed(c.value, 40) is not null group by app.normalize_text(c.value) order by min(c.ordinality));
    if v_option.position > 3 or v_name is null or cardinality(v_choices) not between 1 and 30 then
      raise sqlstate 'PT400' using message = 'invalid_product', detail = 'options';
    end if;
    insert into public.product_options (tenant_id, product_id, name, choices, position)
    values (p_tenant_id, p_product_id, v_name, v_choices, v_option.position);
  end loop;
end;
$$;
comment on function app.save_product_options(uuid, uuid, jsonb) is
  'The options of a product as a form has them: [{name, choices}]. Errors: PT400 invalid_product.';
revoke execute on function app.save_product_options(uuid, uuid, jsonb) from public, anon, authenticated;
