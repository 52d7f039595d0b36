create function app.workflow_variables()
returns text[]
language sql
stable
set search_path = ''
as $$
  select array['nome', 'nome_completo', 'clinica', 'sessao', 'terapeuta', 'mensagem', 'produto', 'estoque', 'validade', 'compra'];
$$;
comment on function app.workflow_variables() is
  'What texts of workflows can name.';
revoke execute on function app.workflow_variables() from public, anon, authenticated;
