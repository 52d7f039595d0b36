/** Lists that the phrases of the rules name in braces; plain text, without accents. */
export const vocabulary = {
  want: ['quero', 'queria', 'gostaria', 'preciso', 'precisava', 'quer', 'posso', 'pode', 'podem', 'poderia', 'poderiam', 'da para', 'daria para', 'tem como', 'teria como', 'consigo', 'conseguia', 'consegue', 'conseguem', 'vou', 'queremos', 'gostariamos', 'precisamos', 'tenho que'],
  dose: ['dose*', 'dosagem', 'mg', 'miligramas', 'gotas', 'comprimido*', 'capsula*', 'cp'],
  medicine: [
    'remedio*', 'medicamento*', 'medicac*', 'antibiotico*', 'antidepressiv*', 'anti inflamatori*', 'antiinflamatori*', 'anticoncepcional', 'analgesic*',
    'calmante*', 'tarja preta', 'relaxante muscular', 'pomada', 'corticoide*', 'xarope', 'colirio', 'insulina', 'vacina*', 'dipirona', 'novalgina',
    'ibuprofeno', 'paracetamol', 'tylenol', 'dorflex', 'dramin', 'nimesulida', 'diclofenaco', 'amoxicilina', 'azitromicina', 'rivotril', 'clonazepam',
    'diazepam', 'alprazolam', 'zolpidem', 'fluoxetina', 'sertralina', 'escitalopram', 'venlafaxina', 'bupropiona', 'ritalina', 'venvanse', 'quetiapina',
    'litio', 'losartana', 'omeprazol', 'prednisona', 'tramadol', 'codeina', 'morfina', 'cbd', 'canabidiol', 'melatonina', 'ozempic', 'mounjaro',
    'suplemento*', 'creatina', 'colageno', 'vitamina*', 'fitoterapic*', 'comprimido*', 'injecao', 'pilula*', 'gardenal', 'aspirina', 'cafeina', 'cha de *',
    'bombinha', 'aas', 'toragesic', 'ansiolitic*', 'buscopan', 'metformina',
  ],
  body: [
    'cabeca', 'pescoco', 'ombro*', 'braco*', 'cotovelo*', 'mao', 'maos', 'dedo*', 'punho*', 'costas', 'coluna', 'lombar', 'cervical', 'quadril', 'perna*',
    'joelho*', 'pe', 'pes', 'tornozelo*', 'panturrilha*', 'coxa*', 'barriga', 'peito', 'garganta', 'ouvido*', 'olho*', 'rosto', 'boca', 'lingua', 'pele',
    'virilha', 'costela*', 'maxilar', 'mandibula', 'ciatico', 'nervo*', 'musculo*', 'corpo', 'pontos', 'cicatriz', 'calcanhar', 'estomago', 'rim', 'rins',
    'seio*', 'mama*', 'utero', 'dente*', 'gengiva', 'nuca', 'canela', 'pulso', 'trapezio', 'bacia', 'tendao', 'ligamento*', 'nariz', 'intestino', 'lado',
  ],
  symptom: [
    'dor', 'dores', 'doi', 'doendo', 'doeu', 'doem', 'doido', 'dolorid*', 'inchou', 'inchad*', 'inchaco', 'inchando', 'febre', 'tontura*', 'tont*', 'vertigem',
    'enjoo', 'enjoad*', 'nausea*', 'vomit*', 'diarreia', 'formig*', 'dormencia', 'dormente*', 'adormec*', 'fraqueza', 'mancha*', 'manchad*', 'caroco*', 'nodulo*',
    'coceira', 'cocando', 'vermelhid*', 'queimacao', 'ardencia', 'ardendo', 'arde', 'latejando', 'latej*', 'travou', 'travad*', 'travando', 'torci', 'torceu',
    'torcicolo', 'luxou', 'quebrei', 'fraturei', 'trinquei', 'machuquei', 'machucou', 'machucad*', 'estalando', 'estal*', 'cansaco', 'falta de ar', 'palpitac*',
    'tremor*', 'tremendo', 'tosse', 'tossindo', 'catarro', 'pus', 'infeccionou', 'infecc*', 'inflamou', 'inflamad*', 'inflamacao', 'roxo', 'hematoma', 'sangrando',
    'sangrou', 'sangramento', 'corrimento', 'insonia', 'enxaqueca', 'caibra*', 'espasmo*', 'pressao alta', 'pressao baixa', 'pressao subiu', 'pressao caiu', 'taquicardia',
    'rouc*', 'zumbido', 'visao embacada', 'vista embacada', 'fisgada*', 'pontada*', 'alergia', 'alergic*', 'engasga*', 'ansiedade', 'crise*', 'piorou', 'piorando',
    'piora', 'gelad* e suando', 'desmaiei', 'perdi a voz', 'perdi a sensibilidade', 'nao sinto', 'nao consigo mexer', 'nao consigo dormir', 'nao durmo', 'abriu o ponto', 'pontos abriram',
    'ponto abriu', 'choque', 'passando mal', 'passo mal', 'passei mal', 'gosto metalico', 'regredi*', 'recaida', 'surto', 'nao melhora', 'nao melhorou', 'nao melhorei',
  ],
  exam: ['exame*', 'ressonancia', 'tomografia', 'raio x', 'rx', 'radiografia', 'ultrassom', 'ultrassonografia', 'laudo*', 'hemograma', 'eletroneuro*', 'densitometria', 'audiometria', 'biopsia', 'resultado*', 'bera', 'endoscopia', 'eletro', 'tomo', 'ressonansia'],
  illness: [
    'hernia', 'tendinite', 'bursite', 'artrose', 'artrite', 'escoliose', 'fibromialgia', 'depressao', 'tdah', 'autismo', 'autista', 'bipolar', 'borderline', 'cancer', 'tumor',
    'diabetes', 'trombose', 'labirintite', 'condromalacia', 'esporao', 'fascite', 'osteoporose', 'protrusao', 'discopatia', 'avc', 'parkinson', 'gastrite', 'anemia', 'dislexia',
    'tag', 'toc', 'panico', 'pneumonia', 'sinusite', 'covid', 'dengue', 'gravida', 'gestante', 'gravidez', 'amamentando', 'lesao', 'fratura', 'ruptura', 'epilepsia', 'apraxia', 'alzheimer',
    'burnout', 'anorexia', 'bulimia', 'hipertensao', 'esofagite', 'cisto', 'espondil*', 'osteofito*', 'bico de papagaio', 'ciatica',
  ],
  /** Those that the clinic's staff are called. */
  staff: [
    'atendente*', 'secretari*', 'recepcao', 'recepcionista*', 'gerente*', 'gerencia', 'gestor*', 'responsavel', 'supervisor*', 'dono*', 'dona da clinica', 'proprietari*',
    'coordenador*', 'coordenacao', 'diretor*', 'diretoria', 'administracao', 'administrativo', 'financeiro', 'funcionari*', 'equipe', 'consultor*', 'sac', 'ouvidoria', 'suporte', 'moca', 'menina', 'pessoal da *',
    'meninas', 'mocas', 'encarregado',
  ],
  professional: ['doutor', 'doutora', 'medic*', 'fisio', 'fono', 'psicologa', 'terapeuta*', 'nutricionista', 'profissiona*', 'instrutor*', 'professor*', 'psiquiatra', 'dentista'],
  someone: ['alguem', 'uma pessoa', 'gente', 'pessoas', 'ser humano', 'humano*', 'uma atendente', 'um atendente', 'alguma pessoa', 'pessoa', 'outra pessoa', 'um de voces', 'uma de voces', 'voces mesmo*', 'quem manda', 'quem resolve', 'quem resolva', 'quem entenda', 'quem decide', 'o chefe', 'chefe', 'chefia'],
  day: [
    'hoje', 'amanha', 'depois de amanha', 'segunda', 'terca', 'quarta', 'quinta', 'sexta', 'sabado', 'domingo', 'segundas', 'tercas', 'quartas', 'quintas', 'sextas', 'sabados', 'segunda feira', 'terca feira', 'quarta feira', 'quinta feira', 'sexta feira',
    'semana que vem', 'proxima semana', 'outra semana', 'essa semana', 'esta semana', 'esse mes', 'este mes', 'mes que vem', 'proximo mes', 'fim de semana', 'dia #', '# de *', 'janeiro', 'fevereiro', 'marco', 'abril', 'maio',
    'junho', 'julho', 'agosto', 'setembro', 'outubro', 'novembro', 'dezembro', 'agora', 'ainda hoje', 'mais tarde', 'mais cedo',
  ],
  hour: ['# horas', '# hora', '#h', '#hs', '#h#', 'as #', 'de manha', 'pela manha', 'de tarde', 'a tarde', 'de noite', 'a noite', 'depois das #', 'antes das #', 'apos as #', 'a partir das #', 'depois do almoco', 'depois do trabalho', 'fim da tarde', 'fim do dia', 'meio dia', 'periodo da *', 'manha', 'noite'],
  session: ['sessao', 'sessoes', 'consulta*', 'horario*', 'atendimento*', 'avaliac*', 'aula*', 'terapia', 'fisio', 'fono', 'retorno', 'vaga', 'encaixe*', 'agendament*', 'agenda', 'visita', 'turma*', 'hora', 'pilates', 'psicologa', 'nutricionista', 'acupuntura', 'rpg', 'massagem', 'drenagem', 'doutor', 'doutora', 'reavaliacao', 'compromisso'],
  book: ['marca', 'marcar', 'marque', 'marco', 'agenda', 'agendar', 'agende', 'encaixa', 'encaixar', 'encaixe', 'reserva', 'reservar', 'reserve', 'marcamos', 'agendamos', 'marcaria', 'agendaria'],
  move: [
    'remarc*', 'reagend*', 'adiar', 'adia', 'adie', 'antecip*', 'adiantar', 'adianta', 'transferir', 'transfere', 'trocar', 'troca', 'troco', 'mudar', 'muda', 'mudo', 'mude', 'passar', 'passa', 'passo', 'jogar', 'joga', 'alterar', 'altera', 'empurrar', 'empurra', 'puxar', 'puxa', 'postergar', 'repor',
  ],
  drop: ['desmarc*', 'cancel*', 'desist*'],
  confirm: ['confirm*', 'presenca confirmada', 'estarei ai', 'estarei la', 'vou sim', 'irei sim', 'eu vou', 'pode confirmar', 'estaremos ai', 'conta comigo'],
  product: [
    'faixa*', 'bola*', 'palmilha*', 'ortese*', 'cinta*', 'colete*', 'tala*', 'meia*', 'tornozeleira*', 'joelheira*', 'munhequeira*', 'cotoveleira*', 'rolo', 'colchonete*', 'almofada*', 'travesseiro*', 'kit*', 'livro*', 'e book', 'ebook', 'e books', 'ebooks', 'video', 'videos', 'videoaula*', 'apostila*', 'curso*', 'oleo*',
    'elastico*', 'halter*', 'caneleira*', 'bengala*', 'muleta*', 'andador', 'cartao presente', 'vale presente', 'gift card', 'vale*', 'camiseta*', 'produto*', 'encomenda*', 'pacote*', 'creme*', 'tapete*', 'squeeze', 'agenda*', 'jogo*', 'brinquedo*', 'mochila*', 'protetor*', 'tensor', 'tipoia', 'bota', 'voucher', 'caneca*', 'corretor*', 'massageador*', 'bolsa termica', 'fita*', 'kinesio*', 'mat', 'material', 'materiais', 'item', 'itens', 'mercadoria', 'compra*',
  ],
  service: [
    'fisio', 'fono', 'psicologa', 'psicologia', 'nutricionista', 'pilates', 'acupuntura', 'massagem', 'massoterapia', 'drenagem', 'rpg', 'terapia', 'psicoterapia', 'avaliac*', 'quiropraxia', 'osteopatia', 'hidroterapia', 'hidroginastica', 'psiquiatra', 'neuropsicolog*', 'neuropsicologa', 'psicopedagog*', 'terapeuta ocupacional', 'terapia ocupacional', 'to infantil',
    'ventosa*', 'dry needling', 'agulhamento', 'liberacao miofascial', 'reiki', 'yoga', 'ioga', 'meditacao', 'musicoterapia', 'equoterapia', 'aba', 'limpeza de pele', 'botox', 'estetica', 'podologia', 'reeducacao*', 'fortalecimento', 'treino', 'personal', 'home care', 'domicili*', 'em casa', 'grupo*', 'oficina*', 'palestra*', 'curso*', 'workshop*', 'laudo*', 'atendimento*', 'plano mensal', 'mensalidade*', 'pacote*', 'sessao',
    'sessoes', 'consulta*', 'aula*', 'orientacao vocacional', 'reabilitacao', 'pos operatori*', 'shantala', 'bandagem', 'auriculoterapia', 'moxa', 'eletroterapia', 'laserterapia', 'ultrassom', 'audiometria', 'teste*', 'bioimpedancia', 'dermatologista', 'ortopedista', 'pediatra', 'ginecologista', 'dentista', 'geriatra', 'neurologista', 'cardiologista', 'clinico geral', 'aparelho*', 'gestante*', 'grupo de *',
  ],
  family: ['mae', 'pai', 'filho', 'filha', 'filhos', 'marido', 'esposo', 'esposa', 'mulher', 'irma', 'irmao', 'avo', 'sobrinho', 'sobrinha', 'neto', 'neta', 'sogra', 'sogro', 'namorado', 'namorada', 'vizinha', 'vizinho', 'amiga', 'amigo', 'crianca', 'bebe', 'menino', 'menina', 'tia', 'tio', 'prima', 'primo', 'cunhada', 'cunhado', 'ex', 'companheiro', 'companheira', 'padrasto', 'patrao', 'chefe', 'colega', 'enteado', 'enteada', 'nora', 'genro', 'netinho', 'filhinho', 'filhinha', 'bisavo', 'madrinha', 'padrinho'],
} as const satisfies Record<string, readonly string[]>
